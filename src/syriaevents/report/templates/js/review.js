// What a reviewer decided: accepted, rejected or corrected, record by record, kept in this browser while it can.

const STORE = `syriaevents-report:${index.digest}`;
const decisions = new Map(remembered());
const reviewers = [];

/** Call a function whenever a decision changes, with the record. */
const onDecision = (listener) => reviewers.push(listener);

const nameOf = (record) => `${record.article}/${record.key}`;
const decisionOf = (record) => decisions.get(nameOf(record)) ?? null;
const stateOf = (record) => decisionOf(record)?.state ?? "open";

/** Decide about a record (a row of the index); null takes the decision back. */
function decide(record, decision) {
  if (decision) decisions.set(nameOf(record), decision);
  else decisions.delete(nameOf(record));
  remember();
  reviewers.forEach((listener) => listener(record));
}

const decidedIn = (list) => list.filter((record) => decisions.has(nameOf(record))).length;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "[]");
  } catch {
    return []; // no storage for a page from this place: decisions last while it is open
  }
}

function remember() {
  try {
    localStorage.setItem(STORE, JSON.stringify([...decisions]));
  } catch {
    // the same
  }
}
