// The page as a whole: its views, the way between them, and what is drawn anew when.

const VIEWS = { overview: "Overview", records: "Records", articles: "Articles" };
const home = articles.length === 1 ? "a1" : "overview";
let route = { view: "overview" };

/** `#overview`, `#records`, `#articles`, `#a12` (an article), `#a12/M3` (one of its records). */
function routeOf(hash) {
  const [, at, key] = /^a(\d+)(?:\/([SMD]\d+))?$/.exec(hash) ?? [];
  if (at && articles[at - 1]) return { view: "article", at: at - 1, key };
  return { view: hash in VIEWS ? hash : "overview" };
}

function overviewView() {
  return el(
    "div",
    { class: "overview" },
    el("h1", { class: "sr" }, "Overview"),
    timeline.node,
    map.node,
    sayings.node,
    events.node,
    network.node,
  );
}

/** Draw the view that is open; charts need their place in the page first, to know their width. */
function draw() {
  const main = byId("main");
  const open = page && page.at === route.at ? page.active : null;
  page = null;
  if (route.view === "article") {
    main.replaceChildren(articleView(route.at));
    const key = route.key ?? open;
    if (key && cardAt(key)) activate([key]);
  } else if (route.view === "overview") {
    main.replaceChildren(overviewView());
    [drawEvents, drawTimeline, drawMap, drawNetwork, drawSayings].forEach((drawn) => drawn());
  } else {
    main.replaceChildren(route.view === "records" ? recordsView() : articlesView());
  }
  byId("views").replaceChildren(
    ...Object.entries(VIEWS).map(([view, label]) =>
      el(
        "li",
        {},
        el(
          "a",
          {
            href: `#${view}`,
            "aria-current": view === route.view || (view === "articles" && route.view === "article") ? "page" : null,
          },
          label,
        ),
      ),
    ),
  );
  document.body.dataset.view = route.view;
  document.title = `${route.view === "article" ? shortened(articles[route.at].title || articles[route.at].id, 80) : VIEWS[route.view]} · syriaevents report`;
}

function go() {
  const before = route;
  route = routeOf(location.hash.slice(1) || home);
  draw();
  if (route.view !== before.view || route.at !== before.at) {
    scrollTo(0, 0);
    byId("main").focus({ preventScroll: true }); // what was chosen is gone from the page
  }
  if (route.key && page && cardAt(route.key)) {
    cardAt(route.key).scrollIntoView({ block: "nearest" });
    cardAt(route.key).querySelector("button").focus({ preventScroll: true });
    showEvidence(route.key);
  }
}

let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  if (route.view === "overview") draw();
});
addEventListener("hashchange", go);
addEventListener("keydown", onKey);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part behind # names a view
  byId("main").focus();
});
byId("theme").addEventListener("click", turnTheme);
byId("print").addEventListener("click", () => print());
byId("help-button").addEventListener("click", showHelp);
byId("made-with").textContent = `model: ${index.models.map(plain).join(", ")}`;
document.body.append(el("p", { id: "said", role: "status", class: "said" }));
onFilter(draw);
onDecision(() => page && showProgress());
buildFilters();
showTheme();
route = routeOf(location.hash.slice(1) || home);
filterBy();
go();
document.documentElement.dataset.ready = "yes";
