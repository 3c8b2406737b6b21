/** All records as one table for a spreadsheet program: a row a record, a column a field. */

import { placesOf } from "../catalogue.js";
import { timecode, told } from "../words.js";

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?[0-9.,]+$/;
const FIRST = ["type", "id", "story", "hh:mm:ss", "start", "end"];
const LAST = ["countries", "evidence", "factuality", "attributed_to", "confidence", "carried", "source"];
const ELSEWHERE = new Set([...FIRST, ...LAST, "confidences", "story", "content"]);

/** @param {any} extraction */
export function csv(extraction) {
  const records = Object.entries(extraction).flatMap(([kind, found]) => (Array.isArray(found) ? found.map((record) => ({ kind, record })) : []));
  const own = [...new Set(records.flatMap(({ record }) => Object.keys(record)))].filter((name) => !ELSEWHERE.has(name));
  const lines = records.map(({ kind, record }) => row(kind, record, own));
  const text = [[...FIRST, ...own, ...LAST], ...lines].map((cells) => cells.map(quoted).join(",")).join("\r\n");
  return `\ufeff${text}\r\n`; // the mark by which spreadsheets know that it is Unicode
}

function row(kind, record, own) {
  const [first] = record.evidence;
  const words = record.content ?? record.evidence;
  return [
    kind, record.id, record.story, timecode(first.start_time), first.start, first.end,
    ...own.map((name) => cell(record[name])),
    [...new Set(placesOf(record).map((place) => place.country).filter(Boolean))].join(" | "),
    words.map((part) => part.text).join(" | "),
    record.factuality, cell(record.attributed_to), record.confidence, record.carried.join(" | "), record.source,
  ];
}

function cell(value) {
  return Array.isArray(value) ? value.map((part) => told(part)).join(" | ") : told(value);
}

/** Behind an apostrophe where a spreadsheet would take words for a formula. */
function quoted(value) {
  const words = String(value ?? "");
  const safe = typeof value === "string" && FORMULA.test(words) && !NUMBER.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
