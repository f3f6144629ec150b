// Long lists a page at a time: only what is looked at is in the document.

/** A list that shows `size` items at a time. `show(items)` makes their element; `items` may be set anew. */
function pager(size, show, label) {
  const body = el("div", {});
  const place = el("span", { class: "pager-place", role: "status" });
  const turn = (step) => () => {
    view.page += step;
    view.draw();
  };
  const back = el("button", { type: "button", class: "quiet", onclick: turn(-1) }, "Previous");
  const on = el("button", { type: "button", class: "quiet", onclick: turn(1) }, "Next");
  const bar = el("nav", { class: "pager", "aria-label": label }, back, place, on);
  const view = {
    node: el("div", {}, body, bar),
    page: 0,
    items: [],
    set(items) {
      view.items = items;
      view.page = 0;
      view.draw();
    },
    draw() {
      const pages = Math.max(1, Math.ceil(view.items.length / size));
      view.page = Math.min(pages - 1, Math.max(0, view.page));
      const first = view.page * size;
      body.replaceChildren(show(view.items.slice(first, first + size), first));
      place.textContent = `${number(Math.min(first + 1, view.items.length))}–${number(Math.min(first + size, view.items.length))} of ${number(view.items.length)}`;
      back.disabled = view.page === 0;
      on.disabled = view.page === pages - 1;
      bar.hidden = pages === 1;
    },
  };
  return view;
}
