// One article: its text with every record in place, the records beside it, and the way from one to the other.

let page = null; // what is open: {at, data, rows, cards, active}

/** Open an article, and one of its records where a key is given. */
const openArticle = (at, key = null) => { location.hash = key ? `a${at + 1}/${key}` : `a${at + 1}`; };
const openRecord = (record) => openArticle(record.article, record.key);

function articleView(at) {
  const data = article(at);
  const looked = new Set(chosen.filter((record) => record.article === at).map((record) => record.key));
  page = { at, data, rows: new Map(articles[at].records.map((row) => [row.key, row])), shown: inOrder(data.records.filter(({ key }) => looked.has(key))), active: null };
  const { title, source, published, url, language } = data.article;
  page.cards = el("ol", { class: "cards" }, page.shown.map(cardOf));
  page.progress = el("p", { class: "progress", role: "status" });
  page.text = el("div", { class: "article-text", lang: language, dir: "auto" }, textShown());
  showProgress();
  return el("article", { class: "reading", "data-article": at + 1, "aria-labelledby": "article-title" },
    el("header", { class: "article-head" },
      el("div", { class: "steps" }, stepButton("‹ Previous", -1), el("span", {}, `Article ${number(at + 1)} of ${number(articles.length)}`), stepButton("Next ›", 1)),
      el("h1", { id: "article-title", dir: "auto", lang: language }, shortened(title || articles[at].title || data.article.id, 200)),
      el("p", { class: "byline" }, between([source && words(source), published && longDay(published), url && words(url), words(data.article.id)].filter(Boolean), " · "))),
    el("section", { class: "column-text", "aria-label": "Text" }, legend(), page.text),
    el("section", { class: "column-records", "aria-label": "Records" },
      el("div", { class: "records-head" },
        el("h2", {}, counted(page.shown.length, "record"), page.shown.length < data.records.length && ` of ${number(data.records.length)} pass the filters`),
        page.progress,
        el("div", { class: "verdict" }, el("button", { type: "button", class: "small strong", id: "download", onclick: downloadGold }, "Download decisions"),
          el("button", { type: "button", class: "small", onclick: loadGold }, "Load"), el("button", { type: "button", class: "small", onclick: showHelp }, "Keys"))),
      page.shown.length ? page.cards : el("p", { class: "none" }, data.records.length ? "No record of this article passes the filters." : "No record was found in this article."),
      remarksOf(data, showSpan)));
}

/** Records as the text has them. */
const inOrder = (list) => list.sort((one, other) => one.evidence[0].from - other.evidence[0].from);

function stepButton(label, step) {
  const goal = page.at + step;
  return el("button", { type: "button", class: "quiet", disabled: goal < 0 || goal >= articles.length, onclick: () => openArticle(goal) }, label);
}

function legend() {
  const found = perType(page.shown);
  return el("ul", { class: "legend", "aria-label": "Marks in the text" },
    LETTERS.filter((letter) => found[letter]).map((letter) => el("li", {}, el("mark", { class: `on-${letter}` }, `${letter} ${TYPES[letter].title}`))),
    page.data.uncovered.length > 0 && el("li", {}, el("mark", { class: "on-q" }, "Quotation without a statement")));
}

/** The marks of the text: evidence, quotations within it, uncovered quotations. */
function marksOf(data, shown) {
  return [
    ...shown.flatMap((record) => record.evidence.map((span) => ({ ...span, kind: record.letter, key: record.key }))),
    ...shown.flatMap((record) => record.quotes.map((span) => ({ ...span, kind: "quoted", key: record.key }))),
    ...data.uncovered.map((span) => ({ ...span, kind: "q", key: "" })),
  ].filter(({ from, to }) => from < to);
}

function textShown() {
  const { data, shown } = page;
  return paragraphs(data.text, marksOf(data, shown)).map((pieces) => el("p", { dir: "auto" }, pieces.map((piece) => [
    piece.starts.filter(({ kind }) => kind in TYPES).map(chipOf),
    pieceShown(data.text.slice(piece.from, piece.to), piece),
  ])));
}

function pieceShown(text, { from, to, marks, gap }) {
  const keys = [...new Set(marks.filter(({ kind }) => kind in TYPES).map(({ key }) => key))];
  const kinds = [...new Set(marks.map(({ kind }) => `on-${kind}`)), gap && "gap"].filter(Boolean);
  const attributes = { class: kinds.join(" "), "data-from": from, "data-to": to };
  const content = turned(text);
  if (!marks.length) return el("span", attributes, content);
  return keys.length
    ? el("mark", { ...attributes, "data-keys": keys.join(" "), title: keys.join(", "), onclick: () => showRecords(keys) }, content)
    : el(kinds.includes("on-q") ? "mark" : "span", { ...attributes, title: kinds.includes("on-q") ? "Quotation without a statement" : null }, content);
}

/** Text in which characters that turn the reading direction are seen and turn nothing but themselves. */
function turned(text) {
  const parts = text.split(/([\u202A-\u202E\u2066-\u2069])/);
  return parts.length === 1 ? text : parts.map((part, at) => (at % 2 ? el("bdi", { class: "turn", "data-code": part.codePointAt(0).toString(16).toUpperCase() }, part) : part));
}

function chipOf({ key, kind }) {
  return el("button", { type: "button", class: `chip type-${kind}`, dir: "ltr", "data-chip": key, "aria-label": `${TYPES[kind].name} ${key}: show the record`, onclick: () => showRecords([key]) }, key);
}

const cardOf = (record) => card(page.rows.get(record.key), record, page.data, acts);
const cardAt = (key) => byId(`card-${key}`);
const recordAt = (key) => page.data.records.find((record) => record.key === key);

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
  const within = [...page.text.querySelectorAll("[data-from]")].filter(({ dataset }) => Number(dataset.from) < to && Number(dataset.to) > from);
  within.forEach((node) => node.classList.add("pointed"));
  reveal(within[0]);
}

/** Scroll a piece of the text to the middle, unless it is well in view already. */
function reveal(node) {
  const box = node?.getBoundingClientRect();
  if (box && (box.top < 40 || box.bottom > innerHeight - 40)) node.scrollIntoView({ block: "center", behavior: calm() });
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function activate(keys) {
  page.active = keys[0] ?? null;
  page.text.querySelectorAll(".pointed").forEach((node) => node.classList.remove("pointed"));
  page.text.querySelectorAll("[data-keys]").forEach((node) => {
    const on = keys.filter((key) => node.dataset.keys.split(" ").includes(key));
    for (const letter of LETTERS) node.classList.toggle(`active-${letter}`, on.some((key) => key[0] === letter));
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
  undo: (key) => { decide(page.rows.get(key), null); redraw(key); },
  correct(key) {
    const node = cardAt(key);
    if (node.querySelector("form")) return;
    const form = correctionForm(page.rows.get(key), recordAt(key), (fields) => {
      if (fields) decide(page.rows.get(key), Object.keys(fields).length ? { state: "corrected", fields } : { state: "accepted" });
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

function showProgress() {
  const here = articles[page.at].records;
  page.progress.textContent = `${number(decidedIn(here))} of ${number(here.length)} decided here, ${number(decisions.size)} of ${number(records.length)} in all.`;
}
