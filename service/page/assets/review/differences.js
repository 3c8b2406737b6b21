/** A second reader's gold beside this review: how far both agree, and what to settle. */

import { el } from "../view/dom.js";
import { heading, plain, shortened } from "../view/words.js";
import { agreement, f1, match } from "./compare.js";
import { goldOf } from "./gold.js";
import { fieldOf } from "./slots.js";

/**
 * @typedef {object} Difference
 * @property {string} kind
 * @property {string | null} id of my record; null where there is none
 * @property {any} gold theirs; null where they have none
 * @property {string | null} field of gold; null where it is about the record as such
 * @property {any} mine
 * @property {any} theirs
 * @property {string} key by which it is known again
 */

/**
 * @param {any} extraction as I leave it
 * @param {Record<string, any[]>} theirs
 * @param {string} text
 * @param {import("./agreement.js").Lists} lists
 * @returns {{scores: ReturnType<typeof agreement>, differences: Difference[]}}
 */
export function compareWith(extraction, theirs, text, lists) {
  const mine = goldOf(extraction, text, lists);
  const matchings = Object.fromEntries(Object.keys(mine).map((kind) => [kind, match(kind, mine[kind], theirs[kind] ?? [], text, lists)]));
  const differences = Object.entries(matchings).flatMap(([kind, { pairs, mine: alone, theirs: missed }]) => {
    const id = (at) => extraction[kind][at].id;
    return [
      ...pairs.flatMap((pair) => inPair(kind, id(pair.at), pair)),
      ...alone.map((at) => of(kind, id(at), null, null, mine[kind][at], null)),
      ...missed.map((gold) => of(kind, null, gold, null, null, gold)),
    ];
  });
  return { scores: agreement(matchings, mine), differences };
}

function inPair(kind, id, { mine, theirs, onlyMine, onlyTheirs }) {
  const fields = new Set([...onlyTheirs, ...onlyMine].map(([name]) => fieldOf(kind, name)));
  return [...fields].map((field) => of(kind, id, theirs, field, mine[field] ?? null, theirs[field] ?? null));
}

function of(kind, id, gold, field, mine, theirs) {
  return { kind, id, gold, field, mine, theirs, key: JSON.stringify([kind, id, field, theirs]) };
}

/** A faulty file in plain words; null where it is gold. @param {any} gold @param {string} text @param {string[]} kinds */
export function faultOf(gold, text, kinds) {
  if (gold === null || typeof gold !== "object" || !kinds.some((kind) => Array.isArray(gold[kind]))) return "This is no gold: it has no list of records.";
  for (const kind of kinds) {
    for (const [i, record] of (gold[kind] ?? []).entries()) {
      const passages = record?.quotes ?? record?.content;
      if (!Array.isArray(passages) || !passages.length) return `${kind}[${i}] has neither quotes nor content.`;
      const lost = passages.find((passage) => typeof passage === "string" && !text.includes(passage));
      if (lost !== undefined) return `${kind}[${i}] quotes what is not in this transcript: “${shortened(lost, 60)}”. Is it gold of another text?`;
    }
  }
  return null;
}

/** The figures as a table. @param {ReturnType<typeof agreement>} scores */
export function table(scores) {
  const cell = (text) => el("td", { text });
  const rows = scores.map(({ kind, what, score, kappa }) =>
    el(
      "tr",
      { class: what === "facts" ? "total" : null },
      el("th", { scope: "row", text: `${kind}: ${plain(what)}` }),
      cell(String(score.right)),
      cell(f1(score).toFixed(2)),
      cell(kappa === null ? "" : kappa.toFixed(2)),
      cell(String(score.mine)),
      cell(String(score.theirs)),
      cell(share(score.right, score.mine)),
      cell(share(score.right, score.theirs)),
    ),
  );
  const head = ["", "agree", "F1", "kappa", "here", "there", "of here", "of there"].map((text) => (text ? el("th", { scope: "col", text }) : el("td")));
  return el("table", { class: "scores" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
}

function share(part, whole) {
  return whole ? (part / whole).toFixed(2) : "";
}

/**
 * What to settle, as a list; the one in turn is marked.
 * @param {Difference[]} differences
 * @param {(difference: Difference, side: "mine" | "theirs" | "look") => void} act
 */
export function list(differences, act) {
  const items = differences.map((difference) => {
    const { kind, field, mine, theirs } = difference;
    const side = (name, label, value) =>
      el("button", { type: "button", class: "side", click: () => act(difference, name) }, el("span", { class: "hint", text: `${label}: ` }), told(value));
    const title = el("button", { type: "button", class: "plain", text: `${heading(kind)}: ${field ? plain(field) : "the record"}`, click: () => act(difference, "look") });
    return el("li", { dataset: { key: difference.key } }, title, side("mine", "here (1)", mine), side("theirs", "there (2)", theirs));
  });
  return el("ol", { class: "differences", "aria-label": "Differences" }, ...items);
}

function told(value) {
  if (value === null || value === undefined) return "nothing";
  const { quotes, content, ...rest } = typeof value === "object" && !Array.isArray(value) ? value : {};
  if (quotes ?? content) return shortened([words(quotes ?? content), ...Object.values(rest).map(words)].join("; "), 160);
  return shortened(words(value), 160);
}

function words(value) {
  if (Array.isArray(value)) return value.map(words).join(", ");
  if (value !== null && typeof value === "object") return Object.entries(value).map(([name, part]) => `${plain(name)} ${words(part)}`).join(", ");
  return plain(String(value));
}
