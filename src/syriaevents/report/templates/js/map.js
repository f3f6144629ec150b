// Where: movements on an outline of Syria and its neighbours, with arrows from where they come to where they go.

const land = read("outline");
const VIEW = { west: 34.2, east: 43.4, south: 31.9, north: 37.9 };
const COARSE = 3; // UCDP where_prec: 3 district, 4 governorate, 5 and more larger
const NAMES = [
  ["SYRIA", 38.55, 34.95],
  ["TURKEY", 38.2, 37.55],
  ["IRAQ", 42.3, 33.6],
  ["JORDAN", 37.0, 32.15],
  ["LEBANON", 35.0, 34.35],
];

const map = panel("map", "Map of movements", "Choose a place to look at its records alone.");
const project = (lon, lat, width) => {
  const scale = width / (VIEW.east - VIEW.west);
  return [(lon - VIEW.west) * scale, (VIEW.north - lat) * scale * STRETCH];
};
const STRETCH = 1 / Math.cos((35 * Math.PI) / 180); // a degree of latitude is so much longer at the map's middle

const onMap = (spot) => spot.lon > VIEW.west && spot.lon < VIEW.east && spot.lat > VIEW.south && spot.lat < VIEW.north;

/** Where a movement is drawn: its place, else where it goes or comes from; an arrow where both ends are known. */
function drawnAt(record) {
  const [at, origin, destination] = [record.place, record.origin, record.destination].map((one) =>
    one === null ? null : place(one),
  );
  const pinned = (spot) => spot && spot.drawn && !(spot.precision >= 6); // a whole country is no point on a map
  const spot = [at, destination, origin].find(pinned) ?? null;
  const goal = [destination, at].find((one) => pinned(one) && one.at !== origin?.at);
  return { record, spot, arrow: pinned(origin) && goal ? [origin, goal] : null };
}

function drawMap() {
  const moved = chosen.filter((record) => record.letter === "M").map(drawnAt);
  const inside = moved.filter(({ spot }) => spot && onMap(spot));
  const beyond = moved.filter(({ spot }) => spot && !onMap(spot)).length;
  map.remark.textContent = `${number(inside.length)} on the map + ${number(beyond)} beyond it + ${number(moved.length - inside.length - beyond)} without a known point = ${counted(moved.length, "movement")}. Dashed rings: only the district or governorate is known. Borders as Natural Earth draws them; no position is taken on any.`;
  const width = roomOf(map.drawing);
  const height = Math.round(project(0, VIEW.south, width)[1]);
  const spots = grouped(inside.map(({ spot }) => spot));
  const arrows = grouped(
    moved
      .filter(({ arrow }) => arrow && arrow.every(onMap))
      .map(({ arrow: [from, to] }) => ({ at: `${from.at}>${to.at}`, from, to })),
  );
  map.drawing.replaceChildren(
    svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        class: "map",
        role: "img",
        "aria-label": `${inside.length} movements at ${spots.length} places; the table below names them.`,
      },
      svg(
        "defs",
        {},
        svg(
          "marker",
          {
            id: "tip",
            viewBox: "0 0 8 8",
            refX: 7,
            refY: 4,
            markerWidth: 7,
            markerHeight: 7,
            orient: "auto-start-reverse",
            markerUnits: "userSpaceOnUse",
          },
          svg("path", { d: "M0 0 8 4 0 8z", class: "tip" }),
        ),
      ),
      svg("rect", { class: "sea", width, height }),
      Object.entries(land.countries).map(([code, rings]) =>
        svg("path", {
          class: code === "SY" ? "land home" : "land",
          d: rings
            .map(
              (ring) =>
                `M${ring
                  .map(([lon, lat]) =>
                    project(lon, lat, width)
                      .map((v) => v.toFixed(1))
                      .join(" "),
                  )
                  .join("L")}Z`,
            )
            .join(""),
        }),
      ),
      NAMES.map(([name, lon, lat]) => {
        const [x, y] = project(lon, lat, width);
        return svg("text", { class: "country", x, y, "text-anchor": "middle" }, name);
      }),
      land.towns.map(([name, lon, lat]) => townDrawn(name, project(lon, lat, width), width)),
      arrows.map(([arrow, count]) => arrowDrawn(arrow, count, width)),
      spots.map(([spot, count]) => spotDrawn(spot, count, width)),
    ),
  );
  map.table(["Place, or from and to", "Movements"], () => [
    ...placesTable(moved),
    ...arrows.map(([{ from, to }, count]) => [[words(from.name), " → ", words(to.name)], count]),
  ]);
}

/** Things with the same `at`, counted, the most frequent first. */
function grouped(items) {
  const first = new Map(items.map((item) => [item.at, item]));
  return ranked(items.map((item) => item.at)).map(([at, count]) => [first.get(at), count]);
}

function townDrawn(name, [x, y], width) {
  return [
    svg("rect", { class: "town", x: x - 1.5, y: y - 1.5, width: 3, height: 3 }),
    width > 420 && svg("text", { class: "town-name", x: x + 5, y: y - 4 }, name),
  ];
}

function spotDrawn(spot, count, width) {
  const [cx, cy] = project(spot.lon, spot.lat, width);
  const r = Math.min(26, 3.5 + 2.2 * Math.sqrt(count));
  return svg(
    "circle",
    {
      class: spot.precision >= COARSE ? "spot coarse" : "spot",
      cx,
      cy,
      r,
      onclick: () => filterBy({ place: plain(spot.name) }),
    },
    svg("title", {}, `${plain(spot.name)}: ${counted(count, "movement")}`),
  );
}

function arrowDrawn({ from, to }, count, width) {
  const [x1, y1] = project(from.lon, from.lat, width);
  const [x2, y2] = project(to.lon, to.lat, width);
  const [mx, my] = [(x1 + x2) / 2 + (y2 - y1) * 0.18, (y1 + y2) / 2 - (x2 - x1) * 0.18];
  return svg(
    "path",
    {
      class: "arrow",
      d: `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`,
      "stroke-width": Math.min(5, 1.4 + count * 0.4),
      "marker-end": "url(#tip)",
      onclick: () => filterBy({ place: plain(to.name), types: new Set(["M"]) }),
    },
    svg("title", {}, `${plain(from.name)} to ${plain(to.name)}: ${counted(count, "movement")}`),
  );
}

function placesTable(moved) {
  const found = ranked(
    moved.map(({ record, spot }) => spot?.at ?? record.place ?? record.destination ?? record.origin),
  );
  return found.map(([at, count]) => [
    at === null ? "no place told" : linkButton(words(place(at).name), () => filterBy({ place: plain(place(at).name) })),
    count,
  ]);
}
