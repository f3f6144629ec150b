// All articles that hold a chosen record, a page at a time.

const articlePages = pager(30, (rows) => el("ol", { class: "rows" }, rows.map(articleRow)), "Articles");

function articleRow({ one, list }) {
  const counts = perType(list);
  const decided = decidedIn(one.records);
  return el(
    "li",
    { class: "row" },
    el(
      "p",
      { class: "row-head title", dir: "auto", lang: one.language },
      linkButton(shortened(one.title || one.id, 120), () => openArticle(one.at)),
    ),
    el(
      "p",
      { class: "row-foot" },
      between(
        [
          one.source && words(one.source),
          one.published && longDay(one.published),
          ...LETTERS.filter((letter) => counts[letter]).map((letter) =>
            el(
              "span",
              { class: `count-of type-${letter}` },
              el("i", { class: "swatch", "aria-hidden": "true" }),
              `${number(counts[letter])} ${TYPES[letter].many}`,
            ),
          ),
          one.rejected > 0 && `${number(one.rejected)} turned away`,
          one.uncovered > 0 && `${counted(one.uncovered, "quotation")} without a statement`,
          one.unread > 0 && "partly unread",
          decided > 0 && `${number(decided)} of ${number(one.records.length)} decided`,
        ].filter(Boolean),
        " · ",
      ),
    ),
  );
}

function articlesView() {
  const looked = new Map();
  for (const record of chosen) {
    if (!looked.has(record.article)) looked.set(record.article, []);
    looked.get(record.article).push(record);
  }
  const found = articles
    .filter((one) => looked.has(one.at) || !isFiltered())
    .map((one) => ({ one, list: looked.get(one.at) ?? [] }));
  articlePages.set(found);
  return el(
    "section",
    { class: "panel", "aria-labelledby": "articles-title" },
    el("h1", { id: "articles-title" }, "Articles"),
    found.length ? articlePages.node : el("p", { class: "none" }, "No article has a record that passes the filters."),
  );
}
