/** What an answer holds, found once for all views: its kinds, its records by id, the spans each rests on, what is open. */

import { tell } from "./dom.js";
import { Points } from "./points.js";
import { heading, isEmpty, summary } from "./words.js";

/**
 * @typedef {object} Span words of the transcript
 * @property {number} start
 * @property {number} end
 * @property {string[]} fields names of the fields they bear out
 * @property {number | null} time seconds
 *
 * @typedef {object} Entry a record, or something that is open
 * @property {string} id
 * @property {string} kind plural name of its type, or "gaps"
 * @property {number} rank of its kind, which gives it its colour
 * @property {string} name `protest 2`
 * @property {any} record or the gap
 * @property {Span[]} spans
 * @property {{start: number, end: number}[]} stretches the same, those that touch or overlap as one
 * @property {string} summary
 * @property {number} order its place among all of them
 *
 * @typedef {object} Catalogue
 * @property {Points} points the text
 * @property {string[]} kinds
 * @property {Entry[]} entries records in the order of the answer
 * @property {Entry[]} gaps
 * @property {Map<string, Entry>} byId records and gaps
 * @property {Map<string, any[]>} gapsOf by record
 * @property {Map<string, string>} names what each record is called
 */

export const GAPS = "gaps";
const PLACES = new Set(["country", "region", "city", "site"]);

/** @type {WeakMap<object, Catalogue>} */
const known = new WeakMap();

/**
 * The catalogue of an answer: made once.
 * @param {{extraction: any, text: string}} answer
 * @returns {Catalogue}
 */
export function catalogue(answer) {
  if (!known.has(answer)) known.set(answer, made(answer));
  return /** @type {Catalogue} */ (known.get(answer));
}

function made(answer) {
  const { extraction, text } = answer;
  const gaps = extraction.report.gaps.map(gapEntry);
  const whole = { points: new Points(text), kinds: kindsOf(extraction), gaps, gapsOf: grouped(extraction.report.gaps) };
  return { ...whole, ...listed(entriesOf(answer, new Map()), gaps) };
}

function kindsOf(extraction) {
  return Object.keys(extraction).filter((key) => Array.isArray(extraction[key]));
}

/** Its records as entries; one that says what it said is the entry that is known. @param {Map<string, Entry>} before */
function entriesOf({ extraction, numbers }, before) {
  return kindsOf(extraction).flatMap((kind, rank) =>
    extraction[kind].map((record, i) => {
      const old = before.get(record.id);
      return old && isSame(old.record, record) ? old : entryOf(kind, rank, record, numbers?.get(record.id) ?? i + 1);
    }),
  );
}

function isSame(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What is found by place, by id and by name. @param {Entry[]} entries @param {Entry[]} gaps */
function listed(entries, gaps) {
  const all = [...entries, ...gaps];
  all.forEach((entry, i) => (entry.order = i));
  return { entries, byId: new Map(all.map((entry) => [entry.id, entry])), names: new Map(entries.map((entry) => [entry.id, entry.name])) };
}

/**
 * The answer has other records now: its catalogue follows, and all views are told what came and what went.
 * A record that says something else goes as it was, and comes as it is.
 * @param {any} answer
 * @param {{extraction: any, numbers: Map<string, number>}} now
 * @param {EventTarget} bus
 */
export function renew(answer, now, bus) {
  const all = catalogue(answer);
  const { entries, byId, gaps } = all;
  Object.assign(answer, now);
  Object.assign(all, listed(entriesOf(answer, byId), gaps));
  const came = all.entries.filter((entry) => byId.get(entry.id) !== entry);
  const went = entries.filter((entry) => all.byId.get(entry.id) !== entry);
  if (came.length || went.length) tell(bus, "change", { came, went });
}

function entryOf(kind, rank, record, number) {
  const name = `${record.id.split("_")[0]} ${number}`;
  const spans = spansOf(record);
  return { id: record.id, kind, rank, name, record, spans, stretches: joined(spans), summary: summary(record), order: 0 };
}

function gapEntry(gap, i) {
  const spans = [{ start: gap.start, end: gap.end, fields: gap.field ? [gap.field] : [], time: null }];
  return { id: `gap_${i + 1}`, kind: GAPS, rank: -1, name: `open ${i + 1}`, record: gap, spans, stretches: spans, summary: heading(gap.reason), order: 0 };
}

/** Spans of one record that touch or overlap, as one. */
function joined(spans) {
  const whole = [];
  for (const { start, end } of spans) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}

function grouped(gaps) {
  const byRecord = new Map();
  for (const gap of gaps) if (gap.record) byRecord.set(gap.record, [...(byRecord.get(gap.record) ?? []), gap]);
  return byRecord;
}

/** All words that a record rests on, those of its parts too, each stretch once. */
function spansOf(record) {
  const found = new Map();
  const add = (words, field) => {
    const key = `${words.start} ${words.end}`;
    const fields = field ? [field] : words.fields ?? [];
    const before = found.get(key);
    if (before) before.fields = [...new Set([...before.fields, ...fields])];
    else found.set(key, { start: words.start, end: words.end, fields: [...fields], time: words.start_time ?? null });
  };
  record.evidence.forEach((words) => add(words));
  for (const [name, value] of Object.entries(record)) {
    if (name === "evidence" || !Array.isArray(value)) continue;
    for (const part of value) {
      if (typeof part?.start === "number") add(part, name);
      else (part?.evidence ?? []).forEach((words) => add(words, name));
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * The words behind a field: those that name it, else all.
 * @param {Entry} entry
 * @param {string | null | undefined} field
 */
export function spansFor(entry, field) {
  const own = field ? entry.spans.filter((span) => span.fields.includes(field)) : [];
  return own.length ? own : entry.spans;
}

/** Seconds in which its first words are said. @param {Entry} entry */
export function timeOf(entry) {
  return entry.spans.find((span) => span.time !== null)?.time ?? null;
}

/** Actors who say or allege it, by name. @param {any} record */
export function speakersOf(record) {
  return [record.speaker, record.attributed_to].filter((actor) => !isEmpty(actor)).map((actor) => actor.name);
}

/** All actors of a record, those of its parts too. */
export const actorsOf = remembered((record) => within(record, (value) => "role" in value && "affiliation" in value));

/** All places of a record. */
export const placesOf = remembered((record) => within(record, (value) => PLACES.has(value.kind) && "name" in value && !("role" in value)));

/**
 * What is looked for in a record is found once: several views ask for it.
 * @template T
 * @param {(record: any) => T} find
 * @returns {(record: any) => T}
 */
export function remembered(find) {
  const found = new WeakMap();
  return (record) => {
    if (!found.has(record)) found.set(record, find(record));
    return found.get(record);
  };
}

/** @param {any} value @param {(value: any) => boolean} wanted @returns {any[]} */
function within(value, wanted) {
  if (value === null || typeof value !== "object") return [];
  const own = !Array.isArray(value) && wanted(value) ? [value] : [];
  return own.concat(...Object.values(value).map((part) => within(part, wanted)));
}
