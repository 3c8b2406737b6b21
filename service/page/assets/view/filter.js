/** Which records are shown: one choice that all views keep to. */

import { actorsOf, catalogue, GAPS, placesOf, speakersOf } from "./catalogue.js";
import { tell } from "./dom.js";

/**
 * @typedef {object} Wanted
 * @property {Set<string>} kinds kinds that are left out
 * @property {boolean} gaps whether what is open is marked too
 * @property {string} words that the record has to hold
 * @property {string} speaker
 * @property {string} place
 * @property {string} actor who stands anywhere in the record
 * @property {number} confidence the least
 */

/** @type {WeakMap<EventTarget, Filter>} */
const filters = new WeakMap();

/** The choice of the reader. */
class Filter {
  /** @param {any} answer @param {EventTarget} bus */
  constructor(answer, bus) {
    this.bus = bus;
    this.answer = answer;
    this.clear();
  }

  clear() {
    /** @type {Wanted} */
    this.wanted = { kinds: new Set(), gaps: this.wanted?.gaps ?? false, words: "", speaker: "", place: "", actor: "", confidence: 0 };
  }

  /** Whether anything is left out. */
  get active() {
    const { kinds, words, speaker, place, actor, confidence } = this.wanted;
    return Boolean(kinds.size || words || speaker || place || actor || confidence);
  }

  /** @param {import("./catalogue.js").Entry} entry */
  shows(entry) {
    const { kinds, gaps, speaker, place, actor, confidence } = this.wanted;
    if (entry.kind === GAPS) return gaps;
    if (kinds.has(entry.kind) || entry.record.confidence < confidence) return false;
    if (speaker && !speakersOf(entry.record).includes(speaker)) return false;
    if (place && !placesOf(entry.record).some((found) => found.name === place)) return false;
    if (actor && !actorsOf(entry.record).some((found) => found.name === actor)) return false;
    return this.holdsWords(entry);
  }

  holdsWords(entry) {
    const words = this.wanted.words.trim().toLowerCase();
    if (!words) return true;
    const said = entry.record.evidence.map((evidence) => evidence.text).join(" ");
    return `${entry.name} ${entry.summary} ${said}`.toLowerCase().includes(words);
  }

  /** Changes the choice, and tells all views. @param {Partial<Wanted>} wanted */
  set(wanted) {
    Object.assign(this.wanted, wanted);
    this.told();
  }

  told() {
    const shown = (entry) => this.shows(entry);
    tell(this.bus, "filter", { shown, wanted: this.wanted, ...this.numbers() });
  }

  /** How many records are shown, and how many there are. */
  numbers() {
    const { entries } = catalogue(this.answer);
    return { number: entries.filter((entry) => this.shows(entry)).length, of: entries.length };
  }
}

/**
 * The one filter of a view.
 * @param {any} answer
 * @param {EventTarget} bus
 */
export function filterOf(answer, bus) {
  if (filters.get(bus)?.answer !== answer) filters.set(bus, new Filter(answer, bus));
  return /** @type {Filter} */ (filters.get(bus));
}
