/**
 * A review: what a reader decided about the records of an answer, step by step, so that each step can be taken back.
 *
 * The answer itself stays as it came; what stands now is made from it and the steps.
 *
 * @typedef {object} Span
 * @property {number} start
 * @property {number} end
 *
 * @typedef {{op: "accept" | "reject" | "open", ids: string[]}} Verdicts
 * @typedef {{op: "set", id: string, values: Record<string, any>, words?: Span}} Edit
 * @typedef {{op: "confirm", id: string, field: string}} Confirm
 * @typedef {{op: "add", kind: string, record: any}} Add
 * @typedef {{op: "join", id: string, other: string}} Join
 * @typedef {Verdicts | Edit | Confirm | Add | Join} Step
 *
 * @typedef {object} Reviewed
 * @property {string} kind plural name of its type
 * @property {any} record as it stands now
 * @property {"accepted" | "rejected" | "joined" | null} verdict
 * @property {Map<string, "confirmed" | "edited">} fields
 * @property {boolean} added
 */

import { isEmpty } from "../view/words.js";
import { joined } from "./join.js";

const FORMAT = 1; // of the file
const VERDICTS = { accept: "accepted", reject: "rejected", open: null };

/** A review of one answer. It tells `step` {ids, step} on itself after each step, taken or taken back. */
export class Review extends EventTarget {
  /** @param {{extraction: any, text: string}} answer @param {Step[]} [steps] */
  constructor(answer, steps = []) {
    super();
    this.answer = answer;
    this.original = answer.extraction;
    this.words = Array.from(answer.text);
    /** @type {Step[]} */
    this.steps = [];
    /** @type {Step[]} */
    this.undone = [];
    this.passedOver = 0;
    this.start();
    for (const step of steps) this.replay(step);
  }

  start() {
    /** @type {Map<string, Reviewed>} */
    this.records = new Map();
    for (const kind of kindsOf(this.original)) {
      for (const record of this.original[kind]) this.records.set(record.id, fresh(kind, record));
    }
  }

  /** A step of a file: one about a record that other rules no longer find is passed over, and counted. */
  replay(step) {
    if (!known(step, this.records)) this.passedOver += 1;
    else {
      apply(this, step);
      this.steps.push(step);
    }
  }

  /** @param {Step} step */
  take(step) {
    apply(this, step);
    this.steps.push(step);
    this.undone = [];
    this.tell(step);
  }

  /** Takes the last step back; null where there is none. @returns {Step | null} */
  undo() {
    const last = this.steps.pop();
    if (!last) return null;
    this.undone.push(last);
    this.start();
    this.steps.forEach((step) => apply(this, step));
    this.tell(last);
    return last;
  }

  /** @returns {Step | null} */
  redo() {
    const next = this.undone.pop();
    if (!next) return null;
    apply(this, next);
    this.steps.push(next);
    this.tell(next);
    return next;
  }

  tell(step) {
    this.dispatchEvent(new CustomEvent("step", { detail: { step, ids: touched(step) } }));
  }

  /** @param {string} id @returns {Reviewed | undefined} */
  of(id) {
    return this.records.get(id);
  }

  /** How many records there are, how many are decided, and how many of these rejected. */
  counts() {
    const all = [...this.records.values()].filter(({ verdict }) => verdict !== "joined");
    const decided = all.filter(({ verdict }) => verdict !== null);
    return { of: all.length, decided: decided.length, rejected: decided.filter(({ verdict }) => verdict === "rejected").length };
  }

  /** Records that nobody has decided about, at least so sure. @param {number} confidence @returns {string[]} */
  open(confidence = 0) {
    return [...this.records].filter(([, { verdict, record }]) => verdict === null && record.confidence >= confidence).map(([id]) => id);
  }

  /** What records are called by: as the answer has them, and those that were added after these, so that nobody's name changes. */
  numbers() {
    const last = new Map();
    return new Map([...this.records].map(([id, { kind }]) => [id, last.set(kind, (last.get(kind) ?? 0) + 1).get(kind)]));
  }

  /** The answer with what was rejected and joined still in it, to be shown. */
  shown() {
    return this.extraction(({ verdict }) => verdict !== "joined");
  }

  /** The answer as the reader leaves it. */
  corrected() {
    return this.extraction(({ verdict }) => verdict !== "joined" && verdict !== "rejected");
  }

  extraction(wanted) {
    const made = { ...this.original };
    const left = [...this.records.values()].filter(wanted);
    const ids = new Set(left.map(({ record }) => record.id));
    for (const kind of kindsOf(this.original)) {
      const own = left.filter((one) => one.kind === kind);
      made[kind] = own.map(({ record }) => withoutLost(record, ids));
      if (own.some(({ added }) => added)) made[kind].sort(byPlace);
    }
    return made;
  }

  /** All that another machine needs to go on. */
  file() {
    const { extraction, text } = { ...this.answer, extraction: this.original };
    return { onrecord_review: FORMAT, extraction: { ...extraction, transcript: { ...extraction.transcript, text } }, steps: this.steps };
  }
}

/**
 * The answer and the steps of a downloaded review; an Error in plain words if it is none.
 * @param {any} file
 * @returns {{answer: {extraction: any, text: string}, steps: Step[]}}
 */
export function reviewOf(file) {
  if (file?.onrecord_review !== FORMAT) throw new Error("This is no review that this page wrote, or one of a later version.");
  const { extraction, steps } = file;
  if (typeof extraction?.transcript?.text !== "string" || !Array.isArray(steps)) throw new Error("This review is not whole: its transcript or its steps are missing.");
  return { answer: { extraction, text: extraction.transcript.text }, steps };
}

/** The record types of an answer. @param {any} extraction @returns {string[]} */
export function kindsOf(extraction) {
  return Object.keys(extraction).filter((key) => Array.isArray(extraction[key]));
}

function fresh(kind, record, added = false) {
  return { kind, record, verdict: added ? "accepted" : null, fields: new Map(), added };
}

function touched(step) {
  if (step.op === "add") return [step.record.id];
  if (step.op === "join") return [step.id, step.other];
  return "ids" in step ? step.ids : [step.id];
}

function known(step, records) {
  return step.op === "add" || touched(step).every((id) => records.has(id));
}

/** @param {Review} review @param {Step} step */
function apply(review, step) {
  const { records } = review;
  if (step.op in VERDICTS) step.ids.forEach((id) => change(records, id, { verdict: VERDICTS[step.op] }));
  else if (step.op === "add") records.set(step.record.id, fresh(step.kind, step.record, true));
  else if (step.op === "set") edit(review, step);
  else if (step.op === "confirm") mark(records, step.id, [step.field], "confirmed");
  else if (step.op === "join") join(records, step);
}

function change(records, id, values) {
  records.set(id, { ...records.get(id), ...values });
}

function mark(records, id, fields, how) {
  change(records, id, { fields: new Map([...records.get(id).fields, ...fields.map((field) => [field, how])]) });
}

function edit({ records, words }, { id, values, words: span }) {
  const names = Object.keys(values);
  const { record } = records.get(id);
  const kept = (name) => !names.includes(name);
  const confidences = Object.fromEntries(Object.entries(record.confidences ?? {}).filter(([name]) => kept(name)));
  const changed = { ...record, ...values, confidences, carried: (record.carried ?? []).filter(kept) };
  if (span) changed.evidence = withWords(record.evidence, span, names, words);
  change(records, id, { record: changed });
  mark(records, id, names, "edited");
}

/** @param {any[]} evidence @param {Span} span @param {string[]} fields @param {string[]} words of the text, by code points */
function withWords(evidence, span, fields, words) {
  const own = evidenceOf(words, span, fields);
  const same = evidence.find(({ start, end }) => start === span.start && end === span.end);
  if (!same) return [...evidence, own].sort((a, b) => a.start - b.start || a.end - b.end);
  return evidence.map((one) => (one === same ? { ...one, fields: [...new Set([...one.fields, ...fields])].sort() } : one));
}

/** Words of the transcript as evidence. @param {string[]} words @param {Span} span @param {string[]} fields */
export function evidenceOf(words, { start, end }, fields) {
  return { start, end, text: words.slice(start, end).join(""), start_time: null, end_time: null, fields: [...fields].sort() };
}

function join(records, { id, other }) {
  const [one, two] = [records.get(id), records.get(other)];
  change(records, id, { record: joined(one.record, two.record) });
  change(records, other, { verdict: "joined" });
  for (const [about, { record }] of records) {
    if (!record.about?.includes(other)) continue;
    const ids = [...new Set(record.about.map((one) => (one === other ? id : one)))];
    change(records, about, { record: { ...record, about: ids } });
  }
}

function withoutLost(record, ids) {
  if (isEmpty(record.about) || record.about.every((id) => ids.has(id))) return record;
  return { ...record, about: record.about.filter((id) => ids.has(id)) };
}

function byPlace(a, b) {
  return a.evidence[0].start - b.evidence[0].start || a.evidence[0].end - b.evidence[0].end;
}
