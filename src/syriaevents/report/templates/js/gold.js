// Decisions as a gold file: one article a line, with the records that were accepted or corrected.
// `syriaevents eval` reads it; what was rejected or is undecided stands under "review" only.

const LISTS = { S: "statements", M: "military_movements", D: "diplomatic_initiatives" };
const GOLD_NAME = "review.jsonl";

/** An article's line; null where nothing was decided. */
function goldLine(at) {
  const rows = articles[at].records.filter((row) => decisionOf(row));
  if (!rows.length) return null;
  const data = whole(read(`article-${at}`));
  const full = new Map(data.records.map((record) => [record.key, record]));
  const gold = { article: data.article, statements: [], military_movements: [], diplomatic_initiatives: [] };
  for (const row of rows) {
    const { state, fields } = decisionOf(row);
    if (state !== "rejected") gold[LISTS[row.letter]].push(goldRecord(full.get(row.key), fields ?? {}, data.text));
  }
  const left = articles[at].records.filter((row) => !decisionOf(row)).map(({ key }) => key);
  gold.review = { decisions: Object.fromEntries(rows.map((row) => [row.key, decisionOf(row)])), undecided: left };
  return JSON.stringify(gold);
}

/** A record as the article and the reviewer have it; without codes, ids of actors and what else a correction unsays. */
function goldRecord(record, fields, text) {
  const words = ({ from, to, start, end, sentence }) => ({ sentence, start, end, text: text.slice(from, to) });
  const gold = { id: record.id };
  for (const [name, [, sort]] of Object.entries(EDITABLE[record.letter])) {
    const value = fields[name] ?? written(record, name, sort);
    if (value !== "") setIn(gold, name, goldValue(value, sort));
  }
  if (record.letter === "S") {
    gold.direct = record.direct;
    if (record.quotes.length) gold.quotes = record.quotes.map(words);
  }
  gold.evidence = record.evidence.map(words);
  return gold;
}

function goldValue(value, sort) {
  if (sort === "refs")
    return value
      .split(";")
      .map((name) => name.trim())
      .filter(Boolean)
      .map((mention) => ({ mention }));
  if (sort === "ref" || sort === "place") return { mention: value };
  return sort === "count" ? { best: Number(value) } : value;
}

function setIn(target, name, value) {
  const path = name.split(".");
  const last = path.pop();
  path.reduce((at, part) => (at[part] ??= {}), target)[last] = value;
}

function downloadGold() {
  const lines = articles.map(({ at }) => goldLine(at)).filter(Boolean);
  if (!lines.length) {
    say("Nothing is decided yet: accept, reject or correct a record first.");
    return;
  }
  const url = URL.createObjectURL(
    new Blob(
      lines.map((line) => `${line}\n`),
      { type: "application/jsonl" },
    ),
  );
  el("a", { href: url, download: GOLD_NAME }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  const open = articles.reduce(
    (sum, { records: list }) => sum + (decidedIn(list) ? list.length - decidedIn(list) : 0),
    0,
  );
  say(
    `${counted(lines.length, "article")} in ${GOLD_NAME}; score with: syriaevents eval ${GOLD_NAME} --pred FILE.jsonl.${open ? ` ${counted(open, "undecided record")} of these articles left out: a score would count them as wrong.` : ""}`,
  );
}

/** Take up decisions from a file that was downloaded before. */
function loadGold() {
  const input = el("input", {
    type: "file",
    accept: ".jsonl",
    onchange: async () => takeUp(await input.files[0].text()),
  });
  input.click();
}

function takeUp(text) {
  let taken = 0;
  try {
    const named = new Map(articles.map((one) => [one.id, one]));
    for (const line of text.split("\n").filter((one) => one.trim())) {
      const gold = JSON.parse(line);
      const rows = new Map((named.get(gold.article.id)?.records ?? []).map((row) => [row.key, row]));
      for (const [key, decision] of Object.entries(gold.review.decisions)) {
        if (!rows.has(key) || !["accepted", "rejected", "corrected"].includes(decision.state)) continue;
        const known = Object.entries(decision.fields ?? {}).filter(
          ([name, value]) => Object.hasOwn(EDITABLE[key[0]], name) && typeof value === "string",
        );
        decisions.set(nameOf(rows.get(key)), { state: decision.state, fields: Object.fromEntries(known) });
        taken += 1;
      }
    }
  } catch {
    say("This is no file that was downloaded here.");
    return;
  }
  remember();
  draw();
  say(`${counted(taken, "decision")} taken up.`);
}

/** A short word to the reader, seen and read aloud. */
function say(text) {
  byId("said").textContent = text;
}
