// Who deals with whom: actors as points, what they do to or say to each other as lines between them.

const network = panel(
  "network",
  "Network of actors",
  "A line leads from who speaks or acts to whom it is directed at. Choose an actor to look at their records alone.",
);
const ROUNDS = 260;

/** Pairs (from, to) of the chosen records, with a count a type. */
function relations() {
  const found = new Map();
  for (const record of chosen) {
    for (const from of record.who) {
      for (const to of record.whom) {
        if (from === to) continue;
        const name = `${from}>${to}`;
        if (!found.has(name)) found.set(name, { from, to, count: 0, S: 0, M: 0, D: 0 });
        const relation = found.get(name);
        relation.count += 1;
        relation[record.letter] += 1;
      }
    }
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

function drawNetwork() {
  const all = relations();
  const width = roomOf(network.drawing);
  const size = sizesOf(all);
  const kept = busiest(all, size, width > 560 ? 36 : 12);
  const lines = all.filter(({ from, to }) => kept.has(from) && kept.has(to));
  const drawn = lines.reduce((sum, { count }) => sum + count, 0);
  const whole = all.reduce((sum, { count }) => sum + count, 0);
  network.remark.textContent = `${number(drawn)} drawn between ${counted(kept.size, "actor")} + ${number(whole - drawn)} of actors named less often = ${counted(whole, "relation")}.`;
  network.table(["From", "To", ...LETTERS.map((letter) => TYPES[letter].title)], () =>
    all
      .slice(0, 200)
      .map((relation) => [
        actorButton(relation.from),
        actorButton(relation.to),
        ...LETTERS.map((letter) => relation[letter]),
      ]),
  );
  if (!lines.length) {
    network.drawing.replaceChildren(el("p", { class: "none" }, "No record here names both sides."));
    return;
  }
  const height = Math.round(Math.min(560, Math.max(340, width * 0.62)));
  const nodes = arranged(
    [...kept].map((actor) => ({ actor, size: size.get(actor) })),
    lines,
    width,
    height,
  );
  network.drawing.replaceChildren(networkDrawn(nodes, lines, width, height));
}

/** How many relations each actor has. */
function sizesOf(all) {
  const sizes = new Map();
  for (const { from, to, count } of all)
    for (const actor of [from, to]) sizes.set(actor, (sizes.get(actor) ?? 0) + count);
  return sizes;
}

/** The ends of the strongest lines, so many actors at most; between equal lines, those of busier actors come first. */
function busiest(all, size, most) {
  const weight = ({ from, to, count }) => count * 1000 + size.get(from) + size.get(to);
  const found = new Set();
  for (const { from, to } of [...all].sort((one, other) => weight(other) - weight(one))) {
    const more = [from, to].filter((actor) => !found.has(actor));
    if (found.size + more.length <= most) more.forEach((actor) => found.add(actor));
  }
  return found;
}

const actorButton = (actor) =>
  linkButton(words(shortened(actorName(actor), 60)), () => filterBy({ actor: plain(actorName(actor)) }));

/** Places for the nodes: all push each other apart, lines pull; the same input gives the same picture. */
function arranged(nodes, lines, width, height) {
  const at = new Map(
    nodes.map((node, n) => {
      const turn = n * 2.39996; // the golden angle spreads them evenly
      const far = Math.sqrt((n + 0.5) / nodes.length) * 0.45;
      return [node.actor, { ...node, x: 0.5 + far * Math.cos(turn), y: 0.5 + far * Math.sin(turn) }];
    }),
  );
  const list = [...at.values()];
  const ideal = 0.9 / Math.sqrt(list.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = 0.06 * (1 - round / ROUNDS);
    for (const node of list) [node.dx, node.dy] = [(0.5 - node.x) * 0.35, (0.5 - node.y) * 0.35];
    for (const one of list)
      for (const other of list) {
        if (one === other) continue;
        const [x, y] = [one.x - other.x, one.y - other.y];
        const square = Math.max(1e-4, x * x + y * y);
        one.dx += (x / square) * ideal * ideal;
        one.dy += (y / square) * ideal * ideal;
      }
    for (const { from, to } of lines) {
      const [one, other] = [at.get(from), at.get(to)];
      const [x, y] = [other.x - one.x, other.y - one.y];
      const pull = Math.hypot(x, y) / ideal;
      one.dx += x * pull;
      one.dy += y * pull;
      other.dx -= x * pull;
      other.dy -= y * pull;
    }
    for (const node of list) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / length) * Math.min(length, step);
      node.y += (node.dy / length) * Math.min(length, step);
    }
  }
  return fitted(list, width, height);
}

function fitted(nodes, width, height) {
  const [margin, side] = [26, width > 560 ? 90 : 56];
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(nodes.map(({ x }) => x));
  const [top, bottom] = range(nodes.map(({ y }) => y));
  const placed = nodes.map((node) => ({
    ...node,
    label: shortened(actorName(node.actor), width > 560 ? 28 : 18),
    x: side + ((node.x - left) / (right - left || 1)) * (width - 2 * side),
    y: margin + ((node.y - top) / (bottom - top || 1)) * (height - 2 * margin),
  }));
  for (let round = 0; round < 120 && apart(placed); round += 1) {
    for (const node of placed) {
      node.x = Math.min(width - side, Math.max(side, node.x));
      node.y = Math.min(height - 10, Math.max(margin, node.y));
    }
  }
  return new Map(placed.map((node) => [node.actor, node]));
}

/** Move nodes whose names overlap away from each other, up and down; false when none do. */
function apart(nodes) {
  let moved = false;
  nodes.forEach((one, at) => {
    for (const other of nodes.slice(at + 1)) {
      const wide = (one.label.length + other.label.length) * 3.4 + 6;
      const high = 34;
      const [x, y] = [other.x - one.x, other.y - one.y];
      if (Math.abs(x) >= wide || Math.abs(y) >= high) continue;
      moved = true;
      const down = (high - Math.abs(y)) / 2 + 0.5;
      const aside = Math.min(10, (wide - Math.abs(x)) / 4);
      one.y -= y < 0 ? -down : down;
      other.y += y < 0 ? -down : down;
      one.x -= x < 0 ? -aside : aside;
      other.x += x < 0 ? -aside : aside;
    }
  });
  return moved;
}

function networkDrawn(nodes, lines, width, height) {
  const radius = ({ size }) => Math.min(16, 3.5 + 1.6 * Math.sqrt(size));
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "network",
      role: "img",
      "aria-label": `${nodes.size} actors and ${lines.length} lines between them; the table below names them.`,
    },
    svg(
      "defs",
      {},
      LETTERS.map((letter) =>
        svg(
          "marker",
          {
            id: `tip-${letter}`,
            viewBox: "0 0 8 8",
            refX: 7,
            refY: 4,
            markerWidth: 7,
            markerHeight: 7,
            orient: "auto",
            markerUnits: "userSpaceOnUse",
          },
          svg("path", { d: "M0 0 8 4 0 8z", class: `fill-${letter}` }),
        ),
      ),
    ),
    lines.map((line) => {
      const [one, other] = [nodes.get(line.from), nodes.get(line.to)];
      const letter = LETTERS.reduce((best, next) => (line[next] > line[best] ? next : best));
      const [x, y] = [other.x - one.x, other.y - one.y];
      const length = Math.hypot(x, y) || 1;
      const end = radius(other) + 2;
      return svg(
        "path",
        {
          class: `line stroke-${letter}`,
          "stroke-width": Math.min(4, 0.8 + 0.5 * line.count),
          "marker-end": `url(#tip-${letter})`,
          d: `M${one.x} ${one.y}Q${(one.x + other.x) / 2 + y * 0.12} ${(one.y + other.y) / 2 - x * 0.12} ${other.x - (x / length) * end} ${other.y - (y / length) * end}`,
        },
        svg(
          "title",
          {},
          `${plain(actorName(line.from))} to ${plain(actorName(line.to))}: ${LETTERS.filter((l) => line[l])
            .map((l) => `${line[l]} ${TYPES[l].many}`)
            .join(", ")}`,
        ),
      );
    }),
    [...nodes.values()].map((node) => {
      return svg(
        "g",
        { class: "actor", onclick: () => filterBy({ actor: plain(actorName(node.actor)) }) },
        svg("title", {}, `${plain(actorName(node.actor))}: ${counted(node.size, "relation")}`),
        svg("circle", { cx: node.x, cy: node.y, r: radius(node) }),
        svg("text", { x: node.x, y: node.y - radius(node) - 4, "text-anchor": "middle" }, node.label),
      );
    }),
  );
}
