// What the page was given: an index of all records, and each article's own data, read when it is first needed.

const read = (id) => JSON.parse(byId(id).textContent);
const index = read("index");
const vocabularies = read("vocabularies");

const articles = index.articles.map(([id, title, source, published, language, rejected, uncovered, unread], at) => ({
  at,
  id,
  title,
  source,
  published,
  language,
  rejected,
  uncovered,
  unread,
  records: [],
}));

/** Every record of every article: a row of the index with names for its columns. */
const records = index.records.map((row, at) => {
  const record = { at };
  index.columns.forEach((column, n) => {
    record[column] = row[n];
  });
  record.key = `${record.letter}${record.number}`;
  record.end ??= record.start;
  articles[record.article].records.push(record);
  return record;
});

const actorName = (actor) => index.actors[actor][0];
const actionName = (record) => index.actions[record.action];
const place = (at) => {
  const [name, lat, lon, precision, country, admin1] = index.places[at];
  return { at, name, lat, lon, precision, country, admin1, drawn: lat !== null && lon !== null };
};
/** The day a record counts at: its own, else its article's. */
const dayOf = (record) => record.start ?? articles[record.article].published;
const placesOf = (record) => [record.place, record.origin, record.destination].filter((at) => at !== null);

/** What a record is unless it says otherwise. */
const USUAL = { S: { direct: false }, M: { assertion: "reported" }, D: {} };

const opened = new Map();

/** An article with its text, actors and records; spans turned into places of its JavaScript string. */
function article(at) {
  if (!opened.has(at)) opened.set(at, whole(read(`article-${at}`)));
  return opened.get(at);
}

function whole(data) {
  const text = data.article.text;
  const place = places(text);
  const span = ([start, end, sentence]) => ({ from: place(start), to: place(end), start, end, sentence });
  const actors = new Map(Object.entries(data.actors ?? {}).map(([id, [name, told]]) => [id, { name, told }]));
  return {
    article: data.article,
    text,
    actors,
    records: (data.records ?? []).map((record) => ({
      ...USUAL[record.letter],
      ...record,
      codes: data.codes?.[record.codes] ?? {},
      key: `${record.letter}${record.number}`,
      evidence: record.evidence.map(span),
      quotes: (record.quotes ?? []).map(span),
    })),
    rejected: (data.rejected ?? []).map((item) => ({ ...item, span: item.span && span(item.span) })),
    uncovered: (data.uncovered ?? []).map(span),
    unread: (data.unread ?? []).map((item) => ({ ...item, span: item.span && span(item.span) })),
  };
}

let searched = null;

/** For each record, the folded words it is found by: evidence, names, place and the article's title. */
function searchTexts() {
  searched ??= articles
    .flatMap(({ at, title, records: rows }) => {
      if (!rows.length) return [];
      const { text, records: found } = opened.has(at) ? article(at) : whole(read(`article-${at}`));
      const head = folded(title);
      const words = new Map(
        found.map((record) => [
          record.key,
          folded(record.evidence.map(({ from, to }) => text.slice(from, to)).join(" ")),
        ]),
      );
      return rows.map((row) => {
        const names = [...row.who, ...row.whom].map(actorName).concat(placesOf(row).map((one) => place(one).name));
        return { at: row.at, text: `${words.get(row.key)} ${folded(names.join(" "))} ${actionName(row)} ${head}` };
      });
    })
    .sort((one, other) => one.at - other.at)
    .map((row) => row.text);
  return searched;
}
