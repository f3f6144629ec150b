// The article's text in pieces, such that each piece belongs whole to the same records. Pure: spans in, pieces out.

/** Marks `{from, to, kind, key}` of a text → paragraphs of pieces `{from, to, marks, starts, gap}`, in order, nothing left out. */
function paragraphs(text, marks) {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of marks) cuts.add(from).add(to);
  const breaks = linesOf(text);
  for (const [at, gap] of breaks) cuts.add(at).add(gap);
  const points = [...cuts].sort((one, other) => one - other);
  const pending = [...marks].sort((one, other) => one.from - other.from || other.to - one.to);
  const found = [[]];
  let running = [];
  for (let n = 0; n + 1 < points.length; n += 1) {
    const [from, to] = [points[n], points[n + 1]];
    if (breaks.has(from)) found.push([]);
    running = running.filter((mark) => mark.to > from);
    const starts = [];
    while (pending.length && pending[0].from <= from) {
      const mark = pending.shift();
      if (mark.to > from) {
        running.push(mark);
        starts.push(mark);
      }
    }
    found.at(-1).push({ from, to, marks: [...running], starts, gap: breaks.get(to) <= from });
  }
  return found;
}

/** Where paragraphs begin → where the white space before them does: empty lines, or every line end where a text has none. */
function linesOf(text) {
  const gaps = /\n[^\S\n]*\n/.test(text.trim()) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
  return new Map([...text.matchAll(gaps)].map((gap) => [gap.index + gap[0].length, gap.index]));
}
