// All chosen records as a list, a page at a time; each leads into its article.

const recordPages = pager(40, (rows) => el("ol", { class: "rows" }, rows.map(recordRow)), "Records");

const tag = (record) => el("span", { class: `tag type-${record.letter}` }, TYPES[record.letter].name);

function recordRow(record) {
  const { text, records: found } = article(record.article);
  const full = found.find(({ key }) => key === record.key);
  const one = articles[record.article];
  return el(
    "li",
    { class: `row state-${stateOf(record)}` },
    el("p", { class: "row-head" }, tag(record), participants(record), marked(record)),
    el(
      "p",
      { class: "row-words", dir: "auto", lang: one.language },
      linkButton(shortened(text.slice(full.evidence[0].from, full.evidence[0].to), 220), () => openRecord(record)),
    ),
    el(
      "p",
      { class: "row-foot" },
      between(
        [
          daysBetween(record.start, record.end),
          placesOf(record).length > 0 && words(place(placesOf(record)[0]).name),
          articleName(one),
        ].filter(Boolean),
        " · ",
      ),
    ),
  );
}

const articleName = (one) => words(shortened(one.title || one.id, 90), { lang: one.language });

/** Who → act → towards whom. */
function participants(record) {
  const names = (actors) =>
    between(
      actors.map((actor) => words(shortened(actorName(actor), 70))),
      ", ",
    );
  return el(
    "span",
    { class: "deed" },
    el("b", {}, names(record.who)),
    " ",
    el("span", { class: "verb" }, spoken(actionName(record))),
    record.whom.length > 0 && [
      el("span", { class: "arrow-word", "aria-label": " towards " }, " → "),
      names(record.whom),
    ],
  );
}

const MARKS = { accepted: "✓ accepted", rejected: "✕ rejected", corrected: "✎ corrected" };

/** What a reviewer decided about it, and how sure the program was. */
function marked(record) {
  const state = stateOf(record);
  return [
    record.confidence !== null &&
      el(
        "span",
        { class: "confidence", title: "Probability that the record is right, as estimated" },
        percent(record.confidence),
      ),
    state !== "open" && el("span", { class: `mark-state ${state}` }, MARKS[state]),
  ];
}

function recordsView() {
  recordPages.set(chosen);
  return el(
    "section",
    { class: "panel", "aria-labelledby": "records-title" },
    el("h1", { id: "records-title" }, "Records"),
    chosen.length ? recordPages.node : el("p", { class: "none" }, "No record passes the filters."),
  );
}
