// One article: its text with every record in place, the records beside it, and the way from one to the other.

let page = null; // what is open: {at, data, rows, cards, active}

/** Open an article, and one of its records where a key is given. */
const openArticle = (at, key = null) => {
  location.hash = key ? `a${at + 1}/${key}` : `a${at + 1}`;
};
const openRecord = (record) => openArticle(record.article, record.key);

function articleView(at) {
  const data = article(at);
  const looked = new Set(chosen.filter((record) => record.article === at).map((record) => record.key));
  page = {
    at,
    data,
    rows: new Map(articles[at].records.map((row) => [row.key, row])),
    shown: inOrder(data.records.filter(({ key }) => looked.has(key))),
    active: null,
  };
  const { title, source, published, url, language } = data.article;
  page.cards = el("ol", { class: "cards" }, page.shown.map(cardOf));
  page.progress = el("p", { class: "progress", role: "status" });
  page.text = el("div", { class: "article-text", lang: language, dir: "auto" }, textShown());
  showProgress();
  return el(
    "article",
    { class: "reading", "data-article": at + 1, "aria-labelledby": "article-title" },
    el(
      "header",
      { class: "article-head" },
      el(
        "div",
        { class: "steps" },
        stepButton("‹ Previous", -1),
        el("span", {}, `Article ${number(at + 1)} of ${number(articles.length)}`),
        stepButton("Next ›", 1),
      ),
      el(
        "h1",
        { id: "article-title", dir: "auto", lang: language },
        shortened(title || articles[at].title || data.article.id, 200),
      ),
      el(
        "p",
        { class: "byline" },
        between(
          [source && words(source), published && longDay(published), url && words(url), words(data.article.id)].filter(
            Boolean,
          ),
          " · ",
        ),
      ),
    ),
    el("section", { class: "column-text", "aria-label": "Text" }, legend(), page.text),
    el(
      "section",
      { class: "column-records", "aria-label": "Records" },
      el(
        "div",
        { class: "records-head" },
        el(
          "h2",
          {},
          counted(page.shown.length, "record"),
          page.shown.length < data.records.length && ` of ${number(data.records.length)} pass the filters`,
        ),
        page.progress,
        el(
          "div",
          { class: "verdict" },
          el(
            "button",
            { type: "button", class: "small strong", id: "download", onclick: downloadGold },
            "Download decisions",
          ),
          el("button", { type: "button", class: "small", onclick: loadGold }, "Load"),
          el("button", { type: "button", class: "small", onclick: showHelp }, "Keys"),
        ),
      ),
      page.shown.length
        ? page.cards
        : el(
            "p",
            { class: "none" },
            data.records.length
              ? "No record of this article passes the filters."
              : "No record was found in this article.",
          ),
      remarksOf(data, showSpan),
    ),
  );
}

/** Records as the text has them. */
const inOrder = (list) => list.sort((one, other) => one.evidence[0].from - other.evidence[0].from);

function stepButton(label, step) {
  const goal = page.at + step;
  return el(
    "button",
    { type: "button", class: "quiet", disabled: goal < 0 || goal >= articles.length, onclick: () => openArticle(goal) },
    label,
  );
}

const cardOf = (record) => card(page.rows.get(record.key), record, page.data, acts);
const cardAt = (key) => byId(`card-${key}`);
const recordAt = (key) => page.data.records.find((record) => record.key === key);

function showProgress() {
  const here = articles[page.at].records;
  page.progress.textContent = `${number(decidedIn(here))} of ${number(here.length)} decided here, ${number(decisions.size)} of ${number(records.length)} in all.`;
}
