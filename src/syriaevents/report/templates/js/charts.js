// What the drawings share: panels with a title, a remark and the same numbers as a table; days; scales.

/** A panel of the overview: a title, the drawing, what it leaves out, and its numbers as a table. */
function panel(id, title, hint) {
  const drawing = el("div", { class: "drawing" });
  const remark = el("p", { class: "remark" });
  const numbers = el("details", { class: "numbers" }, el("summary", {}, "As a table"));
  let rows = () => null;
  const fill = () => {
    numbers.querySelector(".wide")?.remove();
    if (numbers.open)
      numbers.append(
        el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `${title}, as a table` }, rows()),
      );
  };
  numbers.addEventListener("toggle", fill);
  return {
    drawing,
    remark,
    node: el(
      "section",
      { class: "panel", id, "aria-labelledby": `${id}-title` },
      el("h2", { id: `${id}-title` }, title),
      hint && el("p", { class: "hint" }, hint),
      drawing,
      remark,
      numbers,
    ),
    /** Head cells, and a function that gives the rows when they are asked for. */
    table(heads, give) {
      rows = () => table(heads, give());
      fill();
    },
  };
}

function table(heads, rows) {
  return el(
    "table",
    {},
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        heads.map((head) => el("th", { scope: "col" }, head)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map((row) =>
        el(
          "tr",
          {},
          row.map((cell) => el("td", {}, typeof cell === "number" ? number(cell) : cell)),
        ),
      ),
    ),
  );
}

const DAY = 86400000;
const timeOf = (day) => Date.parse(`${day}T00:00:00Z`);
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const dated = (day, options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(timeOf(day));
const longDay = (day) => dated(day, { day: "numeric", month: "long", year: "numeric" });
const shortDay = (day) => dated(day, { day: "numeric", month: "short", year: "numeric" });

/** Days between two, for people. */
function daysBetween(start, end) {
  return !start ? "" : start === end || !end ? shortDay(start) : `${shortDay(start)} to ${shortDay(end)}`;
}

/** The width there is to draw in. */
const roomOf = (node) => Math.max(280, Math.floor(node.clientWidth));
