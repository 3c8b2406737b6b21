/** Records by their dates; those without a year, and without a date, come last, and say so. */

import { colour } from "./card.js";
import { catalogue, timeOf } from "./catalogue.js";
import { el, inChunks, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { timecode } from "./words.js";

const NO_YEAR = "Year not known";
const NO_DATE = "No date";
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const dayAlone = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * Shows them.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const rows = catalogue(answer).entries.map((entry) => ({ entry, when: whenOf(entry.record) }));
  const groups = grouped(rows.sort((a, b) => (key(a.when) < key(b.when) ? -1 : Number(key(a.when) !== key(b.when)))));
  const filter = filterOf(answer, bus);
  const shown = new Map();
  const add = (list, { entry }) => {
    const made = item(entry);
    made.hidden = !filter.shows(entry);
    shown.set(entry.id, made);
    list.append(made);
  };
  root.replaceChildren();
  inChunks(groups, ([title, found]) => root.append(group(title, found, add)), { first: 12 });
  root.addEventListener("click", (event) => {
    const record = event.target.closest("[data-record]")?.dataset.record;
    if (record) tell(bus, "select", { record, from: "timeline" });
  });
  const hide = (shows) => rows.forEach(({ entry }) => shown.get(entry.id)?.toggleAttribute("hidden", !shows(entry)));
  bus.addEventListener("filter", ({ detail }) => hide(detail.shown));
}

/** The first date of a record that can be read, whatever its field is called. */
function whenOf(record) {
  const dates = Object.values(record).flat().filter((value) => value && typeof value === "object" && "edtf" in value);
  return dates.find((date) => date.edtf) ?? dates[0] ?? null;
}

/** Dates in order: known days, then days without a year, then words alone, then nothing. */
function key(when) {
  if (!when) return "3";
  if (!when.edtf) return `2${when.text}`;
  const begin = when.edtf.split("/")[0].replace(/[?~%]/g, "");
  return /^\d{4}/.test(begin) ? `0${begin}` : `1${begin}`;
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) {
    const title = titleOf(row.when);
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups];
}

function titleOf(when) {
  if (!when) return NO_DATE;
  if (!when.edtf) return `“${when.text}”, ${NO_DATE.toLowerCase()}`;
  const words = when.edtf.split("/").map(dateInWords).join(" to ");
  return when.edtf.startsWith("X") ? `${words} (${NO_YEAR.toLowerCase()})` : words;
}

/** `2023-12-17` as `17 Dec 2023`; what is no day or month stands as it is. @param {string} edtf */
function dateInWords(edtf) {
  const found = /^(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?([?~%]?)$/.exec(edtf);
  if (!found || Number(found[2]) < 1 || Number(found[2]) > 12) return edtf;
  const [, year, ofYear, ofMonth, doubt] = found;
  const date = new Date(Date.UTC(year === "XXXX" ? 2000 : Number(year), Number(ofYear) - 1, Number(ofMonth ?? 1)));
  if (year === "XXXX") return ofMonth ? dayAlone.format(date) : edtf;
  return (ofMonth ? day : month).format(date) + (doubt ? " (about)" : "");
}

function group(title, rows, add) {
  const list = el("ul");
  inChunks(rows, (row) => add(list, row), { first: 30 });
  return el("section", { class: "moment" }, el("h3", { text: title }), list);
}

function item(entry) {
  const time = timeOf(entry);
  const button = el("button", { type: "button", dataset: { record: entry.id } }, el("span", { class: "name", text: entry.name }), " ", entry.summary);
  return el("li", { class: colour(entry) }, button, time === null ? null : el("span", { class: "when", text: timecode(time) }));
}
