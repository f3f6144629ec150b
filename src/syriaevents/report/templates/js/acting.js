// What a reader does with the open article: from records to their evidence and back, and deciding about them.

/** From a record to its evidence. */
function showEvidence(key) {
  activate([key]);
  reveal(page.text.querySelector(`[data-keys~="${key}"]`));
}

/** From a place in the text to its records. */
function showRecords(keys) {
  activate(keys);
  const first = cardAt(keys[0]);
  first?.scrollIntoView({ block: "nearest", behavior: calm() });
  first?.querySelector("button").focus({ preventScroll: true });
}

/** Somewhere in the text that is no record's: a rejected draft's sentence, an uncovered quotation. */
function showSpan({ from, to }) {
  activate([]);
  const within = [...page.text.querySelectorAll("[data-from]")].filter(
    ({ dataset }) => Number(dataset.from) < to && Number(dataset.to) > from,
  );
  within.forEach((node) => node.classList.add("pointed"));
  reveal(within[0]);
}

/** Scroll a piece of the text to the middle, unless it is well in view already. */
function reveal(node) {
  const box = node?.getBoundingClientRect();
  if (box && (box.top < 40 || box.bottom > innerHeight - 40))
    node.scrollIntoView({ block: "center", behavior: calm() });
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function activate(keys) {
  page.active = keys[0] ?? null;
  page.text.querySelectorAll(".pointed").forEach((node) => node.classList.remove("pointed"));
  page.text.querySelectorAll("[data-keys]").forEach((node) => {
    const on = keys.filter((key) => node.dataset.keys.split(" ").includes(key));
    for (const letter of LETTERS)
      node.classList.toggle(
        `active-${letter}`,
        on.some((key) => key[0] === letter),
      );
  });
  page.cards.querySelectorAll(".card").forEach((node) => {
    const on = keys.includes(node.dataset.key);
    node.classList.toggle("active", on);
    node.querySelector(".card-main").setAttribute("aria-current", String(on));
  });
}

/** What a reviewer can do with a record of the open article; each decision leads on to the next record. */
const acts = {
  evidence: (key) => showEvidence(key),
  accept: (key) => settle(key, { state: "accepted" }),
  reject: (key) => settle(key, { state: "rejected" }),
  undo: (key) => {
    decide(page.rows.get(key), null);
    redraw(key);
  },
  correct(key) {
    const node = cardAt(key);
    if (node.querySelector("form")) return;
    const form = correctionForm(page.rows.get(key), recordAt(key), (fields) => {
      if (fields)
        decide(page.rows.get(key), Object.keys(fields).length ? { state: "corrected", fields } : { state: "accepted" });
      redraw(key);
    });
    node.querySelector(".verdict").before(form);
    form.querySelector("input, select").focus();
  },
};

function settle(key, decision) {
  decide(page.rows.get(key), decision);
  redraw(key);
  step(1, key);
}

function redraw(key) {
  const node = cardAt(key);
  const fresh = cardOf(recordAt(key));
  node.replaceWith(fresh);
  activate([key]);
  fresh.querySelector("button").focus({ preventScroll: true });
}

/** To the next record or the one before, its evidence along with it. */
function step(by, key = page.active) {
  const keys = page.shown.map((record) => record.key);
  const next = keys[Math.min(keys.length - 1, Math.max(0, key === null ? 0 : keys.indexOf(key) + by))];
  if (next === undefined) return;
  const node = cardAt(next);
  node.querySelector("button").focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest", behavior: "auto" });
  activate([next]);
  if (matchMedia("(min-width: 60rem)").matches) reveal(page.text.querySelector(`[data-keys~="${next}"]`));
}
