// Events: what several articles say about the same thing, with its sources and where they disagree.

const DISPUTED = {
  force_size: "strength",
  standing: "how large a city it is",
  started: "who acted first",
  claim: "whether it happened",
};
const events = panel(
  "events",
  "Events told by several records",
  "Records of one or more articles that tell of the same thing; copies of a text count as one source.",
);
const eventPages = pager(4, (list) => el("ol", { class: "events" }, list.map(eventRow)), "Events");
events.drawing.append(eventPages.node);

/** Row of a record → the event it tells of. */
const eventOf = new Map(index.events.flatMap((event) => event.members.map(({ row }) => [row, event])));

/** The other records that tell of the same event, where there are any. */
function toldToo(row) {
  const others = eventOf.get(row.at)?.members.filter((member) => member.row !== row.at) ?? [];
  return others.length > 0 && between(others.map(memberButton), ", ");
}

/** Events with a chosen record, the best supported first. */
function drawEvents() {
  const all = index.events;
  events.node.hidden = !all.length;
  if (!all.length) return;
  const looked = new Set(chosen);
  const found = all.filter((event) => event.members.some((member) => looked.has(records[member.row])));
  eventPages.set(found);
  const disputed = found.filter((event) => event.disagreements.some(({ exclusive }) => exclusive)).length;
  events.remark.textContent = `${counted(found.length, "event")} of ${number(all.length)}; the sources disagree about ${number(disputed)}.`;
  events.table(["Event", "When", "Sources", "Corroborated", "Contradicted"], () =>
    found
      .slice(0, 200)
      .map((event) => [
        eventTitle(event),
        daysBetween(event.start, event.end),
        event.sources,
        event.corroborated,
        event.contradicted,
      ]),
  );
}

function eventTitle(event) {
  const names = (list) =>
    between(
      list.map((name) => words(shortened(name, 60))),
      ", ",
    );
  return el(
    "span",
    {},
    names(event.parties),
    " ",
    el("span", { class: "verb" }, spoken(event.action)),
    event.counterparts.length > 0 && [
      el("span", { class: "arrow-word", "aria-label": " towards " }, " → "),
      names(event.counterparts),
    ],
    event.place && [" · ", words(event.place)],
  );
}

function eventRow(event) {
  return el(
    "li",
    {},
    el(
      "p",
      { class: "speaker" },
      el("i", { class: `swatch fill-${event.letter}`, "aria-hidden": "true" }),
      eventTitle(event),
      el("span", { class: "count" }, counted(event.sources, "source")),
    ),
    el(
      "p",
      { class: "about" },
      daysBetween(event.start, event.end),
      event.start && " · ",
      between(event.members.map(memberButton), ", "),
    ),
    event.disagreements.map((disagreement) =>
      el(
        "p",
        { class: "disputed" },
        el(
          "b",
          {},
          `${disagreement.exclusive ? "Disagreement" : "Told differently"}, ${DISPUTED[disagreement.field] ?? spoken(disagreement.field)}: `,
        ),
        between(
          disagreement.versions.map(([value, sources]) => [
            words(value),
            sources.length
              ? [
                  " (",
                  between(
                    sources.map((source) => words(source)),
                    ", ",
                  ),
                  ")",
                ]
              : "",
          ]),
          " / ",
        ),
      ),
    ),
  );
}

function memberButton({ row, source, denies, copy }) {
  const one = articles[records[row].article];
  const label = [`${records[row].key} in `, words(shortened(source ?? (one.title || one.id), 48))];
  return [linkButton(label, () => openRecord(records[row])), denies && " (denies it)", copy && " (copy)"];
}
