// The keyboard: single keys while an article is open, told in a dialog; off while something is typed, or for good.

const KEYS = [
  ["j", "next record", () => step(1)],
  ["k", "record before", () => step(-1)],
  ["Enter", "show the record’s evidence, or a mark’s record", null],
  ["a", "accept the record", () => page.active && acts.accept(page.active)],
  ["r", "reject it", () => page.active && acts.reject(page.active)],
  ["c", "correct it (Escape leaves the form)", () => page.active && acts.correct(page.active)],
  ["u", "take the decision back", () => page.active && acts.undo(page.active)],
  ["d", "download the decisions", downloadGold],
  ["n", "next article", () => page.at + 1 < articles.length && openArticle(page.at + 1)],
  ["p", "article before", () => page.at > 0 && openArticle(page.at - 1)],
  ["?", "these keys", showHelp],
];
let keysOn = true;

function onKey(event) {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!page && event.key !== "?") return;
  const found = KEYS.find(([key, , act]) => act && key === event.key);
  if (!found) return;
  event.preventDefault();
  found[2]();
}

function showHelp() {
  const dialog = byId("help");
  dialog.replaceChildren(
    el("h2", { id: "help-title" }, "Keys, while an article is open"),
    el(
      "dl",
      { class: "keys" },
      KEYS.map(([key, meaning]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, meaning))),
    ),
    el(
      "p",
      { class: "hint" },
      "Decisions stay in this browser until you download them; the file is gold that syriaevents eval reads. It holds the accepted and corrected records.",
    ),
    el("label", { class: "check" }, keySwitch(), " Single keys are on"),
    el("form", { method: "dialog" }, el("button", { class: "small strong" }, "Close")),
  );
  dialog.showModal();
}

function keySwitch() {
  const box = el("input", {
    type: "checkbox",
    onchange: () => {
      keysOn = box.checked;
    },
  });
  box.checked = keysOn;
  return box;
}
