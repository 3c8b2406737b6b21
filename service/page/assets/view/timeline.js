/** Records by their dates; those without a year, and without a date, come last, and say so. */

import { colour } from "./card.js";
import { catalogue, timeOf } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { Pages } from "./pages.js";
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
  return new Timeline(root, answer, bus);
}

/** The days, and how far they are there. */
class Timeline {
  constructor(root, answer, bus) {
    this.catalogue = catalogue(answer);
    this.filter = filterOf(answer, bus);
    this.days = el("div");
    this.pages = new Pages((rows) => rows.forEach((row) => this.add(row)));
    root.replaceChildren(this.days, this.pages.more);
    root.addEventListener("click", (event) => {
      const record = event.target.closest("[data-record]")?.dataset.record;
      if (record) tell(bus, "select", { record, from: "timeline" });
    });
    bus.addEventListener("filter", () => this.show());
    this.update();
  }

  /** The records as they are now. */
  update() {
    this.rows = this.catalogue.entries.map((entry) => rowOf(entry)).sort((a, b) => (a.key < b.key ? -1 : Number(a.key !== b.key)));
    this.show();
  }

  show() {
    this.last = null;
    this.days.replaceChildren();
    this.pages.show(this.rows.filter(({ entry }) => this.filter.shows(entry)));
  }

  add({ entry, title }) {
    if (this.last?.title !== title) {
      this.last = { title, list: el("ul") };
      this.days.append(el("section", { class: "moment" }, el("h3", { text: title }), this.last.list));
    }
    this.last.list.append(item(entry));
  }
}

/** Its place and its heading; many records are of one day. */
const dated = new Map();

function rowOf(entry) {
  const when = whenOf(entry.record);
  const words = when ? `${when.edtf} ${when.text}` : "";
  if (!dated.has(words)) dated.set(words, { key: `${key(when)} ${titleOf(when)}`, title: titleOf(when) });
  return { entry, ...dated.get(words) };
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

function item(entry) {
  const time = timeOf(entry);
  const button = el("button", { type: "button", dataset: { record: entry.id } }, el("span", { class: "name", text: entry.name }), " ", entry.summary);
  return el("li", { class: colour(entry) }, button, time === null ? null : el("span", { class: "when", text: timecode(time) }));
}
