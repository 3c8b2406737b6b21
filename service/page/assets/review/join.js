/** Two records of one event as one. */

import { isEmpty } from "../view/words.js";

const OWN = new Set(["id", "story", "confidence", "confidences", "source", "carried", "factuality", "kind"]);

/**
 * The first with all that the second has beyond it: words, entries of lists, and values where the first has none.
 * @param {any} one
 * @param {any} two
 */
export function joined(one, two) {
  const made = { ...one };
  for (const [name, value] of Object.entries(two)) {
    if (OWN.has(name)) continue;
    if (Array.isArray(value)) made[name] = together(one[name] ?? [], value);
    else if (isEmpty(one[name])) made[name] = value;
  }
  const filled = Object.keys(two).filter((name) => !OWN.has(name) && isEmpty(one[name]) && !isEmpty(two[name]));
  made.confidences = { ...picked(two.confidences, filled), ...one.confidences };
  made.carried = [...new Set([...(one.carried ?? []), ...(two.carried ?? []).filter((name) => filled.includes(name))])].sort();
  return made;
}

function picked(values = {}, names) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Each entry once; evidence stays in the order of the text. */
function together(one, two) {
  const all = new Map();
  for (const entry of [...one, ...two]) {
    const key = keyOf(entry);
    const before = all.get(key);
    const fields = before?.fields && [...new Set([...before.fields, ...entry.fields])].sort();
    all.set(key, fields ? { ...before, fields } : before ?? entry);
  }
  const entries = [...all.values()];
  return typeof entries[0]?.start === "number" ? entries.sort((a, b) => a.start - b.start || a.end - b.end) : entries;
}

function keyOf(entry) {
  if (typeof entry?.start === "number") return `${entry.start} ${entry.end}`;
  return entry?.name ?? entry?.contestant?.name ?? JSON.stringify(entry);
}
