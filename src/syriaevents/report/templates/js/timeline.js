// When: records by day, week, month, quarter or year, whichever gives bars that can be told apart.

const STEPS = [
  { name: "day", next: (time) => time + DAY, floor: (time) => time },
  {
    name: "week",
    next: (time) => time + 7 * DAY,
    floor: (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY,
  },
  { name: "month", next: (time) => monthsOn(time, 1), floor: (time) => monthsOn(time, 0) },
  {
    name: "quarter",
    next: (time) => monthsOn(time, 3),
    floor: (time) => monthsOn(time, -(new Date(time).getUTCMonth() % 3)),
  },
  { name: "year", next: (time) => monthsOn(time, 12), floor: (time) => monthsOn(time, -new Date(time).getUTCMonth()) },
];
const MOST_BARS = 62;

function monthsOn(time, months) {
  const day = new Date(time);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1);
}

/** Equal stretches of time from the first day to the last, in order. */
function stretches(first, last) {
  for (const step of STEPS) {
    const found = [];
    for (let at = step.floor(first); at <= last && found.length <= MOST_BARS; at = step.next(at)) {
      found.push({ from: at, to: step.next(at) - DAY, counts: { S: 0, M: 0, D: 0 } });
    }
    if (found.length <= MOST_BARS || step.name === "year") return { step: step.name, bars: found };
  }
  return null;
}

const timeline = panel("timeline", "Timeline", "Choose a bar to look at its days alone.");

function drawTimeline() {
  const days = chosen.map((record) => [record, dayOf(record)]).filter(([, day]) => day);
  const own = days.filter(([record]) => record.start).length;
  timeline.remark.textContent = `${number(own)} by their own date + ${number(days.length - own)} by their article’s + ${number(chosen.length - days.length)} without a date, not drawn = ${number(chosen.length)}.`;
  if (!days.length) {
    timeline.drawing.replaceChildren(el("p", { class: "none" }, "No dated record here."));
    timeline.table(["Days"], () => []);
    return;
  }
  const times = days.map(([, day]) => timeOf(day));
  const { step, bars } = stretches(
    times.reduce((a, b) => Math.min(a, b)),
    times.reduce((a, b) => Math.max(a, b)),
  );
  for (const [record, day] of days) barOf(bars, timeOf(day)).counts[record.letter] += 1;
  timeline.drawing.replaceChildren(barsDrawn(step, bars));
  timeline.table([`By ${step}`, ...LETTERS.map((letter) => TYPES[letter].title)], () =>
    bars
      .filter((bar) => totalOf(bar))
      .map((bar) => [
        linkButton(barLabel(step, bar), () => filterBy({ from: isoDay(bar.from), to: isoDay(bar.to) })),
        ...LETTERS.map((letter) => bar.counts[letter]),
      ]),
  );
}

function barOf(bars, time) {
  let low = 0;
  let high = bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bars[middle].from <= time) low = middle;
    else high = middle - 1;
  }
  return bars[low];
}

const totalOf = (bar) => LETTERS.reduce((sum, letter) => sum + bar.counts[letter], 0);

function barLabel(step, { from, to }) {
  const day = isoDay(from);
  if (step === "day") return longDay(day);
  if (step === "week") return `${shortDay(day)} to ${shortDay(isoDay(to))}`;
  if (step === "month") return dated(day, { month: "long", year: "numeric" });
  return step === "quarter" ? `quarter ${new Date(from).getUTCMonth() / 3 + 1} of ${day.slice(0, 4)}` : day.slice(0, 4);
}

function barsDrawn(step, bars) {
  const width = roomOf(timeline.drawing);
  const [height, left, foot, head] = [190, 34, 24, 10];
  const most = Math.max(...bars.map(totalOf));
  const pitch = (width - left) / bars.length;
  const wide = Math.max(1.5, Math.min(36, pitch - Math.min(4, pitch / 4)));
  const y = (count) => height - foot - (count / most) * (height - foot - head);
  const ticks = most < 3 ? [most] : [Math.round(most / 2), most];
  const every = Math.ceil(bars.length / Math.max(2, Math.floor((width - left) / 84)));
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      class: "bars",
      "aria-label": `Records by ${step}, ${barLabel(step, bars[0])} to ${barLabel(step, bars.at(-1))}; the most are ${most}. The table below has the numbers.`,
    },
    [0, ...ticks].map((tick) => [
      svg("line", { class: tick ? "grid-line" : "axis", x1: left, x2: width, y1: y(tick), y2: y(tick) }),
      svg("text", { class: "tick", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
    ]),
    bars.map((bar, at) => {
      const x = left + at * pitch + (pitch - wide) / 2;
      let below = 0;
      const total = totalOf(bar);
      return [
        total > 0 &&
          svg(
            "g",
            { class: "bar", onclick: () => filterBy({ from: isoDay(bar.from), to: isoDay(bar.to) }) },
            svg(
              "title",
              {},
              `${barLabel(step, bar)}: ${LETTERS.map((letter) => `${bar.counts[letter]} ${TYPES[letter].many}`).join(", ")}`,
            ),
            svg("rect", { class: "reach", x: left + at * pitch, y: head, width: pitch, height: height - head - foot }),
            LETTERS.map((letter) => {
              const from = y(below);
              below += bar.counts[letter];
              return (
                bar.counts[letter] > 0 &&
                svg("rect", {
                  class: `fill-${letter}`,
                  x,
                  y: y(below),
                  width: wide,
                  height: Math.max(0.5, from - y(below) - 0.5),
                })
              );
            }),
          ),
        at % every === 0 &&
          svg(
            "text",
            {
              class: "tick",
              x: left + (at + 0.5) * pitch,
              y: height - 6,
              "text-anchor": at === 0 ? "start" : "middle",
              dx: at === 0 ? -pitch / 2 : 0,
            },
            tickLabel(step, bar),
          ),
      ];
    }),
  );
}

function tickLabel(step, bar) {
  const day = isoDay(bar.from);
  if (step === "year") return day.slice(0, 4);
  if (step === "day" || step === "week") return dated(day, { day: "numeric", month: "short" });
  return dated(day, { month: "short", year: "numeric" });
}
