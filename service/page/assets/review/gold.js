/** Records as gold, in the very form that `onrecord gold` writes and `onrecord evaluate` reads. */

import { isEmpty } from "../view/words.js";

/** What every record has, which gold of a type without a form of its own leaves out. */
const COMMON = new Set(["id", "story", "evidence", "confidence", "confidences", "carried", "source", "factuality", "attributed_to"]);
const FIGURES = ["vote_share", "votes", "seats"];

/**
 * @param {any} extraction
 * @param {string} text
 * @param {{describing: string[]}} lists words that describe somebody rather than name one
 * @returns {Record<string, any[]>} by the plural name of their type
 */
export function goldOf(extraction, text, lists) {
  const kinds = Object.keys(extraction).filter((key) => Array.isArray(extraction[key]));
  const place = passages(text);
  return Object.fromEntries(kinds.map((kind) => [kind, extraction[kind].map((record) => goldRecord(kind, record, place, lists))]));
}

function goldRecord(kind, record, place, lists) {
  if (kind === "statements") {
    const { speaker, cue, kind: how, content } = record;
    return knownOf({ speaker: names(speaker), cue, kind: how, content: place(content) });
  }
  const values = (FORMS[kind] ?? derived)(record, lists);
  return knownOf({ ...values, factuality: record.factuality, quotes: place(record.evidence) });
}

const FORMS = {
  elections: (found) => ({
    place: found.place?.name,
    country: found.place?.country,
    kinds: found.kinds,
    status: found.status,
    polling_day: found.polling_day?.edtf,
    results: found.results.map(result),
    allegations: found.allegations.map((alleged) => knownOf({ kind: alleged.kind, by: names(alleged.by) })),
    reruns: found.reruns.map(({ scope, polling_day, polling_stations }) =>
      knownOf({ scope, polling_day: polling_day?.edtf, polling_stations: polling_stations?.low }),
    ),
  }),
  protests: (found) => ({
    places: found.places.map((place) => place.name),
    country: found.places.find((place) => place.country)?.country,
    forms: found.forms,
    participants: rangeOf(found.participants),
    actors: found.actors.map((actor) => actor.name),
    against: names(found.against),
    demands: found.demands.map((demand) => demand.text),
    duration_days: days(found.duration),
    response: found.response,
  }),
  detentions: (found, lists) => {
    const people = found.detainees.filter(({ name, kind }) => kind === "person" && !describes(name, lists)).map(({ name }) => name);
    return {
      detainees: found.detainees.map(({ name }) => name).filter((name) => !people.includes(name)),
      named: people,
      count: rangeOf(found.counts),
      authority: names(found.authority),
      place: found.place?.name,
      country: found.place?.country,
      stage: found.stage,
      reason: found.reason || found.charges[0],
    };
  },
};

function result(found) {
  const contestant = [found.contestant.name, found.abbreviation].filter(Boolean);
  const figures = Object.fromEntries(FIGURES.map((name) => [name, found[name]?.low]));
  return knownOf({ contestant, ...figures, outcome: found.outcome });
}

/** Gold of a type that has no form of its own: names, words, ranges and dates; parts with fields of their own are left out. */
function derived(found) {
  const values = {};
  for (const [name, value] of Object.entries(found)) {
    if (COMMON.has(name)) continue;
    const told = Array.isArray(value) ? value.map(plainly).filter((one) => one !== undefined) : plainly(value);
    if (told !== undefined) values[name] = told;
  }
  return values;
}

function plainly(value) {
  if (value === null || typeof value !== "object") return value ?? undefined;
  if ("low" in value) return [value.low, value.high];
  if ("edtf" in value) return value.edtf ?? undefined;
  return "name" in value && "kind" in value ? value.name : undefined;
}

/** The very words where they stand for the first time, else offsets, in code points. */
function passages(text) {
  const units = /[\ud800-\udbff]/.test(text) ? unitsOf(text) : null;
  const unit = (point) => (units ? units[point] : point);
  return (evidence) => evidence.map((one) => (text.indexOf(one.text) === unit(one.start) ? one.text : [one.start, one.end]));
}

function unitsOf(text) {
  const units = [0];
  for (const point of text) units.push(units[units.length - 1] + point.length);
  return units;
}

/** Whether a name begins as descriptions do: `a fisherman`, `12 of them`. */
function describes(name, { describing }) {
  const [first] = name.match(/^[\p{L}\p{N}\p{M}_]+/u) ?? [];
  return first !== undefined && (describing.includes(first.toLowerCase()) || /^\p{Nd}+$/u.test(first));
}

function names(actor) {
  return actor ? [actor.name] : null;
}

function rangeOf(found) {
  return found.length ? [found[0].low, found[0].high] : null;
}

function days(duration) {
  const [, number] = /^P(\d+)D$/.exec(duration?.iso ?? "") ?? [];
  return number && Number(number);
}

function knownOf(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

/** As a file, as `onrecord gold` writes it. @param {Record<string, any[]>} gold */
export function goldFile(gold) {
  return `${JSON.stringify(gold, null, 2)}\n`;
}
