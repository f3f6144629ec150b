// Text of any language: what is shown of it, how it is searched, and where its characters are.

const TYPES = {
  S: { name: "Statement", many: "statements", title: "Statements" },
  M: { name: "Military movement", many: "movements", title: "Military movements" },
  D: { name: "Diplomatic initiative", many: "initiatives", title: "Diplomatic initiatives" },
};
const LETTERS = Object.keys(TYPES);

const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u200B\u200E\u200F\u061C\uFEFF\u2028\u2029]/g;

/** A name or label on one line, without characters that turn or break it. */
const plain = (text) => String(text).replace(DIRECTION, "").replace(CONTROLS, " ");

/** A value of a vocabulary for people: `call_for_talks` → `call for talks`. */
const spoken = (value) => String(value).replaceAll("_", " ");

const number = (value) => value.toLocaleString("en");
const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
const percent = (value) => `${Math.round(value * 100)} %`;

/** Letters without case, accents, vowel signs or variants of alef, as searched. */
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|\u0640/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .toLowerCase()
    .replace(/ı/g, "i")
    .replace(/[‘’ʼ]/g, "'");
}

/** Words of one line, cut after so many characters. */
function shortened(text, length) {
  const line = plain(text).replace(/\s+/g, " ").trim();
  const letters = line.length > length ? [...line] : [];
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : line;
}

/** Offsets count characters; a JavaScript string counts half ones where a character is beyond U+FFFF. */
function places(text) {
  if (!/[\uD800-\uDFFF]/.test(text)) return (offset) => offset;
  const starts = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return (offset) => starts[offset];
}
