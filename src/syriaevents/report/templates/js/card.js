// One record of the opened article, as a card: what it says in a line, its fields, and what a reviewer can do.

/** Fields of each type, in the order they are shown: label, and the value's element (nothing: not shown). */
const FIELDS = {
  S: [
    ["about", (r) => r.about && words(r.about)],
    ["date", (r) => dateShown(r.date)],
    ["speech", (r) => (r.direct ? "quoted directly" : "reported")],
  ],
  M: [
    ["place", (r) => placeShown(r.place)],
    ["from", (r) => placeShown(r.origin)],
    ["to", (r) => placeShown(r.destination)],
    ["date", (r) => dateShown(r.date)],
    ["strength", (r) => rangeShown(r.force_size)],
    ["killed", (r) => rangeShown(r.casualties?.killed)],
    ["wounded", (r) => rangeShown(r.casualties?.wounded)],
    [
      "weapons",
      (r) =>
        r.weapons?.length &&
        between(
          r.weapons.map((w) => words(w)),
          ", ",
        ),
    ],
    ["standing", (r) => r.assertion !== "reported" && r.assertion],
    ["told by", (r, actors) => r.attributed_to && refShown(r.attributed_to, actors)],
  ],
  D: [
    ["status", (r) => r.status],
    ["topic", (r) => r.topic && words(r.topic)],
    ["through", (r, actors) => r.mediator && refShown(r.mediator, actors)],
    [
      "on condition",
      (r) =>
        r.conditions?.length &&
        between(
          r.conditions.map((c) => words(c)),
          "; ",
        ),
    ],
    ["place", (r) => placeShown(r.place)],
    ["date", (r) => dateShown(r.date)],
  ],
};
const CODE_BOOKS = [
  ["plover", "PLOVER"],
  ["cameo", "CAMEO"],
  ["acled_event", "ACLED"],
];

/** Who acts, towards whom, of a full record. */
const actorsOf = (record) =>
  record.letter === "S" ? [record.speaker] : record.letter === "M" ? [record.actor] : record.initiators;
const towardOf = (record) =>
  (record.letter === "S"
    ? [record.addressee]
    : record.letter === "M"
      ? [record.target]
      : (record.counterparts ?? [])
  ).filter(Boolean);

/** The article's words for somebody; behind them who that is, where the library knows another name. */
function refShown(ref, actors) {
  const actor = actors.get(ref.actor_id);
  const other = actor && !folded(ref.mention).includes(folded(actor.name)) ? actor.name : null;
  return [
    words(ref.mention, { title: actor?.told || null }),
    other && el("span", { class: "known" }, " (", words(other), ")"),
  ];
}

function placeShown(one) {
  if (!one) return null;
  const other = one.name && !folded(one.mention).includes(folded(one.name)) ? one.name : null;
  const within = [other, one.admin1 !== one.name && one.admin1, one.country].filter(Boolean);
  return [
    one.near && "near ",
    words(one.mention),
    within.length > 0 &&
      el(
        "span",
        { class: "known" },
        " (",
        between(
          within.map((name) => words(name)),
          ", ",
        ),
        ")",
      ),
    one.candidates &&
      el(
        "span",
        { class: "known" },
        ", may be ",
        between(
          one.candidates.map((name) => words(name)),
          " or ",
        ),
      ),
  ];
}

function dateShown(date) {
  if (!date) return null;
  return date.start
    ? [daysBetween(date.start, date.end), el("span", { class: "known" }, " (", words(date.mention), ")")]
    : words(date.mention);
}

function rangeShown(range) {
  if (!range) return null;
  const { low, best, high } = range;
  if (best !== undefined)
    return low !== undefined && high === undefined && low === best ? `at least ${number(best)}` : number(best);
  if (low !== undefined && high !== undefined) return `${number(low)}–${number(high)}`;
  return low !== undefined ? `at least ${number(low)}` : high !== undefined ? `at most ${number(high)}` : null;
}

/** A card. `row` is the record in the index, `record` the whole one, `act` what its buttons do. */
function card(row, record, data, act) {
  const { actors } = data;
  const state = stateOf(row);
  const names = (refs) =>
    between(
      refs.map((ref) => refShown(ref, actors)),
      ", ",
    );
  const deed = el(
    "span",
    { class: "deed" },
    el("b", {}, names(actorsOf(record))),
    " ",
    el("span", { class: "verb" }, spoken(record.act ?? record.action)),
    towardOf(record).length > 0 && [
      el("span", { class: "arrow-word", "aria-label": " towards " }, " → "),
      names(towardOf(record)),
    ],
  );
  const fields = FIELDS[record.letter]
    .map(([label, give]) => [label, give(record, actors)])
    .filter(([, value]) => value);
  return el(
    "li",
    { class: `card type-${record.letter} state-${state}`, id: `card-${record.key}`, "data-key": record.key },
    el(
      "button",
      { type: "button", class: "card-main", "aria-current": "false", onclick: () => act.evidence(record.key) },
      el("span", { class: `chip type-${record.letter}` }, record.key),
      el("span", { class: "sr" }, ` ${TYPES[record.letter].name}: `),
      deed,
      " ",
      marked(row),
    ),
    el(
      "dl",
      {},
      fields.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))),
      toldToo(row) && el("div", {}, el("dt", {}, "same event"), el("dd", {}, toldToo(row))),
      codesShown(record),
    ),
    corrections(row),
    el(
      "div",
      { class: "verdict", role: "group", "aria-label": `Decide about ${record.key}` },
      verdict("Accept", "a", state === "accepted", () => act.accept(record.key)),
      verdict("Reject", "r", state === "rejected", () => act.reject(record.key)),
      verdict("Correct", "c", state === "corrected", () => act.correct(record.key)),
      state !== "open" && verdict("Undo", "u", null, () => act.undo(record.key)),
    ),
  );
}

function verdict(label, key, pressed, onclick) {
  return el(
    "button",
    {
      type: "button",
      class: "small",
      "aria-pressed": pressed === null ? null : String(pressed),
      title: `${label} (${key})`,
      onclick,
    },
    label,
  );
}

function codesShown(record) {
  const { codes } = record;
  const found = CODE_BOOKS.filter(([field]) => codes[field]).map(
    ([field, book]) =>
      `${book} ${codes[field]}${field === "plover" && codes.plover_mode ? ` (${codes.plover_mode})` : ""}${field === "acled_event" && codes.acled_sub_event ? `: ${codes.acled_sub_event}` : ""}`,
  );
  return found.length > 0 && el("div", { class: "codes" }, el("dt", {}, "codes"), el("dd", {}, found.join(" · ")));
}

function corrections(row) {
  const fields = Object.entries(decisionOf(row)?.fields ?? {});
  return (
    fields.length > 0 &&
    el(
      "p",
      { class: "corrected-to" },
      "Corrected: ",
      between(
        fields.map(([name, value]) => [
          `${labelOf(row.letter, name)} `,
          el("b", {}, value ? words(spoken(value)) : "none"),
        ]),
        ", ",
      ),
    )
  );
}
