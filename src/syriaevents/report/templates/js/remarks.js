// What stands beside the records of an article: turned away by the checks, quotations that nobody took, unread sentences.

function remarksOf(data, show) {
  return [
    list(
      "uncovered",
      "Quotations without a statement",
      "Direct speech that no statement covers; a record may be missing here.",
      data.uncovered.map((span) =>
        el(
          "li",
          {},
          linkButton(
            el("bdi", { dir: "auto" }, `“${shortened(data.text.slice(span.from, span.to), 110)}”`),
            () => show(span),
            { title: "Show it in the text" },
          ),
        ),
      ),
    ),
    list(
      "turned-away",
      "Turned away by the checks",
      "What the model answered and the text does not bear out.",
      data.rejected.map((item) =>
        el(
          "li",
          {},
          el("p", {}, tag({ letter: item.type }), " ", draftShown(item.draft)),
          el(
            "p",
            { class: "reason" },
            words(item.reason),
            " ",
            item.span && linkButton(`sentence ${number(item.span.sentence)}`, () => show(item.span)),
          ),
        ),
      ),
    ),
    list(
      "unread",
      "Sentences not read",
      "The model gave no usable answer about them.",
      data.unread.map((item) =>
        el(
          "li",
          {},
          item.first === item.last
            ? `Sentence ${number(item.first)}: `
            : `Sentences ${number(item.first)} to ${number(item.last)}: `,
          words(item.reason),
          " ",
          item.span && linkButton("show", () => show(item.span)),
        ),
      ),
    ),
  ];
}

function list(id, title, hint, items) {
  return (
    items.length > 0 &&
    el(
      "details",
      { class: "beside", id },
      el("summary", {}, `${title} `, el("b", {}, number(items.length))),
      el("p", { class: "hint" }, hint),
      el("ol", {}, items),
    )
  );
}

/** A model's answer, as it came: who, what, and whatever else it gave. */
function draftShown(draft) {
  const { who, action, act, sentence, ...rest } = draft;
  const value = (given) =>
    words(
      shortened(
        Array.isArray(given)
          ? given.join(", ")
          : typeof given === "object" && given !== null
            ? JSON.stringify(given)
            : String(given),
        160,
      ),
    );
  return el(
    "span",
    {},
    who !== undefined && [el("b", {}, value(who)), " "],
    (action ?? act) !== undefined && spoken(action ?? act),
    Object.entries(rest)
      .filter(([, given]) => given !== null && given !== "" && !(Array.isArray(given) && !given.length))
      .map(([name, given]) => [" · ", `${spoken(name)}: `, value(given)]),
  );
}
