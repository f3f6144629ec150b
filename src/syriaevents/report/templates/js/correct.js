// Correcting a record: a small form over the fields that `syriaevents eval` compares.

/** Fields that can be corrected: label, sort, and where the value stands in the record. */
const EDITABLE = {
  S: { speaker: ["Speaker", "ref"], act: ["Act", "S"], addressee: ["Addressee", "ref"], ...dateFields() },
  M: {
    actor: ["Actor", "ref"],
    action: ["Action", "M"],
    target: ["Target", "ref"],
    place: ["Place", "place"],
    origin: ["From", "place"],
    destination: ["To", "place"],
    "casualties.killed": ["Killed", "count"],
    "casualties.wounded": ["Wounded", "count"],
    assertion: ["Standing", "assertion"],
    attributed_to: ["Told by", "ref"],
    ...dateFields(),
  },
  D: {
    initiators: ["Initiators", "refs"],
    action: ["Action", "D"],
    counterparts: ["Counterparts", "refs"],
    mediator: ["Mediator", "ref"],
    status: ["Status", "status"],
    place: ["Place", "place"],
    ...dateFields(),
  },
};
const NEEDED = new Set(["speaker", "actor", "initiators"]);

function dateFields() {
  return { "date.start": ["First day", "date"], "date.end": ["Last day", "date"] };
}

const labelOf = (letter, name) => EDITABLE[letter][name]?.[0].toLowerCase() ?? spoken(name);

/** A field of a record as the text of an input. */
function written(record, name, sort) {
  const value = name.split(".").reduce((at, part) => at?.[part], record);
  if (value === undefined || value === null) return "";
  if (sort === "refs") return value.map((ref) => ref.mention).join("; ");
  if (sort === "ref" || sort === "place") return value.mention;
  if (sort === "count") return String(value.best ?? value.low ?? value.high ?? "");
  return String(value);
}

/** The form; `done(fields)` gets the changed fields by name, `done(null)` when nothing shall change. */
function correctionForm(row, record, done) {
  const known = decisionOf(row)?.fields ?? {};
  const controls = Object.entries(EDITABLE[record.letter]).map(([name, [label, sort]]) => {
    const was = written(record, name, sort);
    return { name, label, was, control: control(name, sort, known[name] ?? was) };
  });
  const form = el(
    "form",
    {
      class: "correct",
      "aria-label": `Correct ${record.key}`,
      onsubmit: (event) => {
        event.preventDefault();
        const changed = controls.filter(({ control: { value }, was }) => value.trim() !== was);
        done(Object.fromEntries(changed.map(({ name, control: { value } }) => [name, value.trim()])));
      },
      onkeydown: (event) => {
        if (event.key === "Escape") done(null);
        event.stopPropagation();
      },
    },
    controls.map(({ label, control: input }) => el("label", {}, el("span", {}, label), input)),
    el(
      "p",
      { class: "hint" },
      "Names and places in the article’s words; several with “;” between them. An emptied field is left out.",
    ),
    el(
      "div",
      { class: "verdict" },
      el("button", { type: "submit", class: "small strong" }, "Save"),
      el("button", { type: "button", class: "small", onclick: () => done(null) }, "Cancel"),
    ),
  );
  return form;
}

function control(name, sort, value) {
  const choices = vocabularies[sort];
  if (choices)
    return el(
      "select",
      { name },
      Object.entries(choices).map(([choice, meaning]) =>
        el("option", { value: choice, title: meaning, selected: choice === value }, spoken(choice)),
      ),
    );
  const input = el("input", {
    name,
    autocomplete: "off",
    dir: "auto",
    type: sort === "date" ? "date" : sort === "count" ? "number" : "text",
    min: sort === "count" ? 0 : null,
    required: NEEDED.has(name),
  });
  input.value = value;
  return input;
}
