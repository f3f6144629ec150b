// Which records are looked at: one state, its controls, and the counts that follow from it.

const filters = { text: "", actor: "", place: "", from: "", to: "", state: "", types: new Set(LETTERS) };
const listeners = [];
let chosen = records;

/** Call a function whenever the chosen records change. */
const onFilter = (listener) => listeners.push(listener);

const isFiltered = () =>
  Boolean(filters.text || filters.actor || filters.place || filters.from || filters.to || filters.state) ||
  filters.types.size < LETTERS.length;

/** The records that pass every filter but that of type, so that each type's count can be shown. */
function passing() {
  const needles = folded(filters.text).split(/\s+/).filter(Boolean);
  const texts = needles.length ? searchTexts() : null;
  const named = matching(
    index.actors.map(([name]) => name),
    filters.actor,
  );
  const located = matching(
    index.places.map(([name, , , , , admin1]) => `${name} ${admin1 ?? ""}`),
    filters.place,
  );
  return records.filter(
    (record) =>
      (!named || [...record.who, ...record.whom, ...record.named].some((actor) => named.has(actor))) &&
      (!located || placesOf(record).some((at) => located.has(at))) &&
      within(record) &&
      (!filters.state || stateOf(record) === filters.state) &&
      (!texts || needles.every((needle) => texts[record.at].includes(needle))),
  );
}

/** Positions of the names that hold the words; null where there are none to hold. */
function matching(names, wanted) {
  const needle = folded(wanted.trim());
  return needle ? new Set(names.flatMap((name, at) => (folded(name).includes(needle) ? [at] : []))) : null;
}

function within(record) {
  if (!filters.from && !filters.to) return true;
  const first = dayOf(record);
  const last = record.start ? record.end : first;
  return Boolean(first) && (!filters.to || first <= filters.to) && (!filters.from || last >= filters.from);
}

/** Take new values, choose again, and tell everybody. */
function filterBy(changes = {}) {
  Object.assign(filters, changes);
  const found = passing();
  chosen = found.filter((record) => filters.types.has(record.letter));
  showFilters(found);
  listeners.forEach((listener) => listener());
}

const clearFilters = () =>
  filterBy({ text: "", actor: "", place: "", from: "", to: "", state: "", types: new Set(LETTERS) });

function perType(list) {
  const counts = Object.fromEntries(LETTERS.map((letter) => [letter, 0]));
  for (const record of list) counts[record.letter] += 1;
  return counts;
}

const inputs = {};

/** Build the controls once. */
function buildFilters() {
  const field = (name, label, attributes) => {
    let waiting = 0;
    inputs[name] = el("input", {
      id: `filter-${name}`,
      autocomplete: "off",
      spellcheck: "false",
      ...attributes,
      oninput: ({ target }) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => filterBy({ [name]: target.value }), attributes.type === "date" ? 0 : 150);
      },
    });
    return el("label", { class: "field" }, el("span", {}, label), inputs[name]);
  };
  inputs.state = el(
    "select",
    { id: "filter-state", onchange: ({ target }) => filterBy({ state: target.value }) },
    [
      ["", "All"],
      ["open", "Not yet decided"],
      ["accepted", "Accepted"],
      ["corrected", "Corrected"],
      ["rejected", "Rejected"],
    ].map(([value, label]) => el("option", { value }, label)),
  );
  inputs.types = Object.fromEntries(
    LETTERS.map((letter) => [
      letter,
      el("button", {
        type: "button",
        class: `pill type-${letter}`,
        "aria-pressed": "true",
        onclick: () => {
          const types = new Set(filters.types);
          if (!types.delete(letter)) types.add(letter);
          filterBy({ types });
        },
      }),
    ]),
  );
  inputs.clear = el("button", { type: "button", class: "quiet clear", onclick: clearFilters }, "Clear filters");
  inputs.tally = el("p", { id: "tally", role: "status" });
  byId("filters").append(
    el("div", { class: "pills", role: "group", "aria-label": "Types of record" }, Object.values(inputs.types)),
    el(
      "details",
      { class: "fields", open: matchMedia("(min-width: 60rem)").matches },
      el("summary", {}, "Filters"),
      el(
        "div",
        { class: "grid" },
        field("text", "Words", { type: "search", placeholder: "in evidence, names, titles" }),
        field("actor", "Actor", { type: "search", list: "actor-names", placeholder: "any" }),
        field("place", "Place", { type: "search", list: "place-names", placeholder: "any" }),
        field("from", "From", { type: "date" }),
        field("to", "To", { type: "date" }),
        el("label", { class: "field" }, el("span", {}, "Review"), inputs.state),
      ),
    ),
    el("div", { class: "tallied" }, inputs.tally, inputs.clear),
    suggestions(
      "actor-names",
      records.flatMap((record) => [...record.who, ...record.whom]),
      actorName,
    ),
    suggestions("place-names", records.flatMap(placesOf), (at) => place(at).name),
  );
}

const SUGGESTED = 300;

/** The names that stand most often, as a list to choose from. */
function suggestions(id, found, name) {
  const common = ranked(found)
    .slice(0, SUGGESTED)
    .map(([at]) => plain(name(at)));
  return el(
    "datalist",
    { id },
    [...new Set(common)].map((value) => el("option", { value })),
  );
}

/** Values with their counts, the most frequent first. */
function ranked(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

function showFilters(found) {
  for (const name of ["text", "actor", "place", "from", "to", "state"]) {
    if (inputs[name].value !== filters[name]) inputs[name].value = filters[name];
  }
  const offered = perType(found);
  for (const letter of LETTERS) {
    const pill = inputs.types[letter];
    pill.setAttribute("aria-pressed", String(filters.types.has(letter)));
    refill(
      pill,
      el("i", { class: "swatch", "aria-hidden": "true" }),
      TYPES[letter].title,
      " ",
      el("b", { "data-count": offered[letter] }, number(offered[letter])),
    );
  }
  const counts = perType(chosen);
  const within = new Set(chosen.map((record) => record.article)).size;
  refill(
    inputs.tally,
    el("b", { "data-chosen": chosen.length }, number(chosen.length)),
    ` of ${counted(records.length, "record")} = `,
    between(
      LETTERS.map((letter) => [el("span", { "data-part": letter }, number(counts[letter])), ` ${TYPES[letter].many}`]),
      " + ",
    ),
    `, in ${number(within)} of ${counted(articles.length, "article")}`,
  );
  inputs.clear.hidden = !isFiltered();
}
