// Elements from plain values. Text is only ever text: nothing here, or anywhere on the page, parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element: attributes, `on…` listeners, children; null, false and "" children are left out. */
function el(tag, attributes = {}, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function svg(tag, attributes = {}, ...children) {
  return furnished(document.createElementNS(SVG, tag), attributes, children);
}

function furnished(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kept(children));
  return node;
}

const kept = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");

/** Put other children in the place of an element's own. */
const refill = (node, ...children) => node.replaceChildren(...kept(children));

/** Words that come from an article, kept apart from the direction of what stands around them. */
function words(text, attributes = {}) {
  return el("bdi", { dir: "auto", ...attributes }, plain(text));
}

/** A button that looks like text. */
function linkButton(content, onclick, attributes = {}) {
  return el("button", { type: "button", class: "link", onclick, ...attributes }, content);
}

/** Elements with the same thing between each two. */
function between(items, separator) {
  return items.flatMap((item, at) => (at ? [separator, item] : [item]));
}

const byId = (id) => document.getElementById(id);
