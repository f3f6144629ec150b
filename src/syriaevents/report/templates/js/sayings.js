// Who said what about whom: speakers, the acts of their statements, and whom they spoke to or named.

const sayings = panel(
  "sayings",
  "Who said what about whom",
  "Statements by speaker: what they did by speaking, to whom, and whom their words name.",
);
const speakers = pager(4, (rows) => el("ol", { class: "speakers" }, rows.map(speakerRow)), "Speakers");
const NAMED = 6;
const QUOTED = 2;
sayings.drawing.append(speakers.node);

function drawSayings() {
  const said = new Map();
  const statements = chosen.filter((record) => record.letter === "S");
  for (const record of statements) {
    for (const speaker of record.who) {
      if (!said.has(speaker)) said.set(speaker, []);
      said.get(speaker).push(record);
    }
  }
  const rows = [...said].sort((one, other) => other[1].length - one[1].length);
  speakers.set(rows);
  sayings.remark.textContent = `${counted(statements.length, "statement")} of ${counted(rows.length, "speaker")}.`;
  sayings.table(["Speaker", "Act", "To or naming", "Statements"], () =>
    rows.slice(0, 100).flatMap(([speaker, list]) =>
      ranked(list.map(actionName)).map(([act, count]) => [
        words(actorName(speaker)),
        spoken(act),
        between(
          toward(list.filter((record) => actionName(record) === act)).map(([actor]) => words(actorName(actor))),
          ", ",
        ),
        count,
      ]),
    ),
  );
}

/** Whom records are directed at or name, the most frequent first. */
const toward = (list) => ranked(list.flatMap((record) => [...record.whom, ...record.named]));

/** A statement's words, its quotation or else its evidence; they lead to it. */
function saidShown(record) {
  const {
    text,
    records: found,
    article: { language },
  } = article(record.article);
  const full = found.find(({ key }) => key === record.key);
  const { from, to } = full.quotes[0] ?? full.evidence[0];
  const said = shortened(text.slice(from, to), 130);
  return el(
    "p",
    { class: "said-words", dir: "auto", lang: language },
    linkButton(full.quotes.length ? `“${said}”` : said, () => openRecord(record)),
  );
}

function speakerRow([speaker, list]) {
  const named = toward(list);
  return el(
    "li",
    {},
    el(
      "p",
      { class: "speaker" },
      actorButton(speaker),
      el("span", { class: "count" }, counted(list.length, "statement")),
    ),
    el(
      "p",
      { class: "acts" },
      ranked(list.map(actionName)).map(([act, count]) =>
        el("span", { class: "act" }, spoken(act), count > 1 && el("b", {}, ` × ${count}`)),
      ),
    ),
    list.slice(0, QUOTED).map(saidShown),
    named.length > 0 &&
      el(
        "p",
        { class: "about" },
        el("span", { class: "arrow-word" }, "to or naming "),
        between(
          named.slice(0, NAMED).map(([actor]) => actorButton(actor)),
          ", ",
        ),
        named.length > NAMED && ` and ${number(named.length - NAMED)} more`,
      ),
  );
}
