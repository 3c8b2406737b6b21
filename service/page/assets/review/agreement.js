/** When two values of gold agree, as `onrecord evaluate` has it: names by their words, figures within two per cent, the rest exactly. */

const NAMES_SHARE = 0.6; // of the shorter name's words that the longer one must hold
const WORDS_SHARE = 0.5; // the same for reasons and demands
const NEAR = 0.02; // of the larger figure

/** @typedef {{unremarkable: string[], describing: string[]}} Lists words that tell no name from another, and that describe */

/** @param {string} text @param {Lists} lists */
function wordsOf(text, { unremarkable }) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const all = new Set(plain.match(/[a-z0-9]+/g) ?? []);
  const telling = [...all].filter((word) => !unremarkable.includes(word));
  return telling.length ? new Set(telling) : all;
}

function share(a, b, lists) {
  const [x, y] = [wordsOf(a, lists), wordsOf(b, lists)];
  const common = [...x].filter((word) => y.has(word)).length;
  return x.size && y.size ? common / Math.min(x.size, y.size) : 0;
}

const sameName = (a, b, lists) => share(a, b, lists) >= NAMES_SHARE;
const sameWords = (a, b, lists) => share(a, b, lists) >= WORDS_SHARE;
const anyName = (a, b, lists) => a.some((one) => b.some((other) => sameName(one, other, lists)));

function close(a, b) {
  if (isNone(a) || isNone(b)) return isNone(a) && isNone(b);
  return Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b));
}

const isNone = (value) => value === null || value === undefined;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const sameRange = (a, b) => close(a[0], b[0]) && (isNone(a[1]) || close(a[1], b[1]));
const sameFigure = (a, b, lists) => anyName(a[0], b[0], lists) && close(a[1], b[1]);
const sameOutcome = (a, b, lists) => anyName(a[0], b[0], lists) && a[1] === b[1];

const RULES = {
  vote_share: sameFigure, votes: sameFigure, seats: sameFigure, outcome: sameOutcome,
  participants: sameRange, count: sameRange, place: sameName, named: sameName, demand: sameWords, reason: sameWords,
  against: anyName, authority: anyName, speaker: anyName, rerun_polling_stations: close,
};

/**
 * Whether two slots of one name agree; the first is the one that counts as right.
 * @param {import("./slots.js").Slot} gold
 * @param {import("./slots.js").Slot} found
 * @param {Lists} lists
 */
export function agrees([name, value], [, other], lists) {
  return (RULES[name] ?? derivedRule(value))(value, other, lists);
}

/** Values of a type without a form of its own here, told by their shape: ranges, words, all else. */
function derivedRule(value) {
  if (Array.isArray(value) && value.length === 2 && value.every((end) => isNone(end) || typeof end === "number")) return sameRange;
  return typeof value === "string" && /\s/.test(value) ? sameWords : same;
}
