/**
 * Two readers' gold of one text held against each other, as `onrecord evaluate` holds an answer against gold.
 *
 * @typedef {import("./slots.js").Slot} Slot
 *
 * @typedef {object} Pair records of both that are one
 * @property {any} mine
 * @property {any} theirs
 * @property {number} at of mine in its list
 * @property {Slot[]} same
 * @property {Slot[]} onlyMine
 * @property {Slot[]} onlyTheirs
 *
 * @typedef {object} Matching
 * @property {Pair[]} pairs
 * @property {number[]} mine of mine that have no other, by their place in the list
 * @property {any[]} theirs
 *
 * @typedef {{right: number, mine: number, theirs: number}} Score
 */

import { agrees } from "./agreement.js";
import { slotsOf } from "./slots.js";

const SAME_WORDS = 0.5; // of all words of two statements that both must hold
// The fields with one value of a few, whose agreement by chance can be told.
const SINGLE = ["status", "stage", "kind", "factuality"];

/**
 * Which of my records is which of theirs, within one type.
 * @param {string} kind
 * @param {any[]} mine gold
 * @param {any[]} theirs gold
 * @param {string} text
 * @param {import("./agreement.js").Lists} lists
 * @returns {Matching}
 */
export function match(kind, mine, theirs, text, lists) {
  const spans = spansIn(text);
  const [own, other] = [mine, theirs].map((list) => list.map((gold) => spans(gold.content ?? gold.quotes ?? [])));
  const rivals = [];
  theirs.forEach((gold, i) =>
    mine.forEach((found, j) => {
      const common = overlap(other[i], own[j], kind === "statements");
      if (common) rivals.push([compared(kind, gold, found, lists).same.length + common, i, j]);
    }),
  );
  rivals.sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2]);
  const [home, taken] = [new Map(), new Set()];
  for (const [, i, j] of rivals) {
    if (home.has(i) || taken.has(j)) continue;
    home.set(i, j);
    taken.add(j);
  }
  const pairs = [...home].sort((a, b) => a[0] - b[0]).map(([i, j]) => ({ at: j, mine: mine[j], theirs: theirs[i], ...compared(kind, theirs[i], mine[j], lists) }));
  return { pairs, mine: mine.map((_, j) => j).filter((j) => !taken.has(j)), theirs: theirs.filter((_, i) => !home.has(i)) };
}

function compared(kind, theirs, mine, lists) {
  const left = slotsOf(kind, mine);
  const [same, onlyTheirs] = [[], []];
  for (const slot of slotsOf(kind, theirs)) {
    const hit = left.findIndex((other) => slot[0] === other[0] && agrees(slot, other, lists));
    if (hit < 0) onlyTheirs.push(slot);
    else {
      left.splice(hit, 1);
      same.push(slot);
    }
  }
  return { same, onlyTheirs, onlyMine: left };
}

/** Passages as spans of offsets in code points, in order and without overlaps. */
function spansIn(text) {
  const astral = /[\ud800-\udbff]/.test(text);
  const points = (units) => (astral ? Array.from(text.slice(0, units)).length : units);
  const span = (passage) => {
    if (typeof passage !== "string") return passage;
    const start = points(text.indexOf(passage));
    return [start, start + (astral ? Array.from(passage).length : passage.length)];
  };
  return (passages) => {
    const sorted = passages.map(span).sort((a, b) => a[0] - b[0]);
    const whole = [];
    for (const [start, end] of sorted) {
      const last = whole[whole.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else whole.push([start, end]);
    }
    return whole;
  };
}

/** The share of all their characters that both have; of statements both must have half. */
function overlap(a, b, whole) {
  const length = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);
  let common = 0;
  for (const [start, end] of a) for (const [from, to] of b) common += Math.max(0, Math.min(end, to) - Math.max(start, from));
  const share = common ? common / (length(a) + length(b) - common) : 0;
  return whole && share < SAME_WORDS ? 0 : share;
}

/**
 * How far both agree, over types: records, each field, and all facts.
 * @param {Record<string, Matching>} matchings by the plural name of the type
 * @param {Record<string, any[]>} mine gold
 * @returns {{what: string, kind: string, score: Score, kappa: number | null}[]}
 */
export function agreement(matchings, mine) {
  return Object.entries(matchings).flatMap(([kind, matching]) => {
    const { pairs, theirs } = matching;
    const records = { right: pairs.length, mine: pairs.length + matching.mine.length, theirs: pairs.length + theirs.length };
    if (!records.mine && !records.theirs) return [];
    const fields = byField(kind, matching, mine[kind] ?? []);
    const facts = [records, ...fields.values()].reduce(sum);
    return [
      { kind, what: "records", score: records, kappa: null },
      ...[...fields].map(([what, score]) => ({ kind, what, score, kappa: SINGLE.includes(what) ? kappa(pairs, what) : null })),
      { kind, what: "facts", score: facts, kappa: null },
    ];
  });
}

function byField(kind, { pairs, mine: alone, theirs }, mine) {
  /** @type {Map<string, Score>} */
  const scores = new Map();
  const count = (slots, part) =>
    slots.forEach(([name]) => {
      const score = scores.get(name) ?? { right: 0, mine: 0, theirs: 0 };
      scores.set(name, { ...score, [part]: score[part] + 1 });
    });
  pairs.forEach((pair) => {
    count(pair.same, "right");
    count([...pair.same, ...pair.onlyMine], "mine");
    count([...pair.same, ...pair.onlyTheirs], "theirs");
  });
  alone.forEach((at) => count(slotsOf(kind, mine[at]), "mine"));
  theirs.forEach((gold) => count(slotsOf(kind, gold), "theirs"));
  return new Map([...scores].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sum(a, b) {
  return { right: a.right + b.right, mine: a.mine + b.mine, theirs: a.theirs + b.theirs };
}

/** @param {Score} score */
export function f1({ right, mine, theirs }) {
  return mine + theirs ? (2 * right) / (mine + theirs) : 0;
}

/** Cohen's: agreement on the records that both have, beyond what chance gives; null where chance alone gives all of it. */
export function kappa(pairs, field) {
  const choices = pairs.map(({ mine, theirs }) => [mine[field] ?? "none", theirs[field] ?? "none"]);
  const number = choices.length;
  if (!number) return null;
  const share = (which, value) => choices.filter((pair) => pair[which] === value).length / number;
  const observed = choices.filter(([a, b]) => a === b).length / number;
  const expected = [...new Set(choices.flat())].reduce((all, value) => all + share(0, value) * share(1, value), 0);
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}
