// The opened article's text: its pieces with the marks of their records, and what the marks mean.

function legend() {
  const found = perType(page.shown);
  return el(
    "ul",
    { class: "legend", "aria-label": "Marks in the text" },
    LETTERS.filter((letter) => found[letter]).map((letter) =>
      el("li", {}, el("mark", { class: `on-${letter}` }, `${letter} ${TYPES[letter].title}`)),
    ),
    page.data.uncovered.length > 0 && el("li", {}, el("mark", { class: "on-q" }, "Quotation without a statement")),
  );
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
  return paragraphs(data.text, marksOf(data, shown)).map((pieces) =>
    el(
      "p",
      { dir: "auto" },
      pieces.map((piece) => [
        piece.starts.filter(({ kind }) => kind in TYPES).map(chipOf),
        pieceShown(data.text.slice(piece.from, piece.to), piece),
      ]),
    ),
  );
}

function pieceShown(text, { from, to, marks, gap }) {
  const keys = [...new Set(marks.filter(({ kind }) => kind in TYPES).map(({ key }) => key))];
  const kinds = [...new Set(marks.map(({ kind }) => `on-${kind}`)), gap && "gap"].filter(Boolean);
  const attributes = { class: kinds.join(" "), "data-from": from, "data-to": to };
  const content = turned(text);
  if (!marks.length) return el("span", attributes, content);
  return keys.length
    ? el(
        "mark",
        { ...attributes, "data-keys": keys.join(" "), title: keys.join(", "), onclick: () => showRecords(keys) },
        content,
      )
    : el(
        kinds.includes("on-q") ? "mark" : "span",
        { ...attributes, title: kinds.includes("on-q") ? "Quotation without a statement" : null },
        content,
      );
}

/** Text in which characters that turn the reading direction are seen and turn nothing but themselves. */
function turned(text) {
  const parts = text.split(/([\u202A-\u202E\u2066-\u2069])/);
  return parts.length === 1
    ? text
    : parts.map((part, at) =>
        at % 2 ? el("bdi", { class: "turn", "data-code": part.codePointAt(0).toString(16).toUpperCase() }, part) : part,
      );
}

function chipOf({ key, kind }) {
  return el(
    "button",
    {
      type: "button",
      class: `chip type-${kind}`,
      dir: "ltr",
      "data-chip": key,
      "aria-label": `${TYPES[kind].name} ${key}: show the record`,
      onclick: () => showRecords([key]),
    },
    key,
  );
}
