/** All records as a table: filtered by type, words, speaker, place and confidence, and put in order by any column. */

import { colour } from "./card.js";
import { actorsOf, catalogue, placesOf, remembered, speakersOf, timeOf } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { Pages } from "./pages.js";
import { heading, plain, timecode } from "./words.js";

/** Who says it, else who stands in it. */
const whoOf = remembered((record) => {
  const names = speakersOf(record).length ? speakersOf(record) : actorsOf(record).map((actor) => actor.name);
  return [...new Set(names)].slice(0, 3).join(", ");
});
const whereOf = remembered((record) => [...new Set(placesOf(record).map((place) => place.name))].join(", "));
const whenOf = remembered((record) => {
  const date = Object.values(record).flat().find((value) => value && typeof value === "object" && "edtf" in value);
  return date ? (date.edtf ?? date.text) : "";
});
const inWords = new Intl.Collator();
const startOf = (entry) => entry.spans[0]?.start ?? 0;
const percent = (share) => `${Math.round(share * 100)} %`;

/** What each column is put in order by, and what it shows where that is something else. */
const COLUMNS = [
  { title: "Record", value: (entry) => entry.order },
  { title: "What", value: (entry) => entry.summary },
  { title: "Who", value: ({ record }) => whoOf(record) },
  { title: "Where", value: ({ record }) => whereOf(record) },
  { title: "When", value: ({ record }) => whenOf(record) },
  { title: "Told at", value: (entry) => timeOf(entry) ?? startOf(entry), shown: (entry) => timecode(timeOf(entry)) || startOf(entry) },
  { title: "Factuality", value: ({ record }) => plain(record.factuality) },
  { title: "Confidence", value: ({ record }) => record.confidence, shown: ({ record }) => percent(record.confidence) },
];

/** The table, its order, and how far it is there. */
class Table {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.bus = bus;
    this.filter = filterOf(answer, bus);
    this.catalogue = catalogue(answer);
    this.order = { column: 5, down: false };
    this.body = el("tbody");
    this.count = el("p", { class: "hint", role: "status" });
    this.pages = new Pages((rows) => this.body.append(...rows.map(tableRow)));
    this.head = el("tr", {}, ...COLUMNS.map(({ title }, i) => el("th", { scope: "col" }, el("button", { type: "button", text: title, dataset: { column: i } }))));
    const table = el("table", {}, el("caption", { class: "unseen", text: "All records" }), el("thead", {}, this.head), this.body);
    this.controls = el("form", { class: "controls", "aria-label": "Filters" });
    const scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "All records" }, table);
    root.replaceChildren(this.controls, this.count, scroller, this.pages.more);
    this.listen(root);
    this.update();
  }

  listen(root) {
    root.addEventListener("click", (event) => this.clicked(event));
    this.controls.addEventListener("input", (event) => this.wanted(event.target));
    this.controls.addEventListener("submit", (event) => event.preventDefault());
    this.bus.addEventListener("filter", () => this.show());
  }

  clicked(event) {
    const { column, record } = event.target.closest("button")?.dataset ?? {};
    if (column !== undefined) this.sort(Number(column));
    else if (record) tell(this.bus, "select", { record, from: "table" });
  }

  sort(column) {
    this.order = { column, down: this.order.column === column && !this.order.down };
    this.show();
  }

  wanted({ name, value }) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.filter.set({ [name]: name === "confidence" ? Number(value) : value }), name === "words" ? 150 : 0);
  }

  /** The records as they are now. */
  update() {
    const { entries } = this.catalogue;
    this.controls.replaceChildren(...controls(entries));
    this.show();
  }

  /** The rows that are wanted, from the first on. */
  show() {
    const { column, down } = this.order;
    const { value } = COLUMNS[column];
    const { entries } = this.catalogue;
    this.found = entries.filter((entry) => this.filter.shows(entry)).sort((a, b) => compared(value(a), value(b)) * (down ? -1 : 1));
    [...this.head.children].forEach((cell, i) => cell.setAttribute("aria-sort", i === column ? (down ? "descending" : "ascending") : "none"));
    this.count.textContent = `${this.found.length} of ${entries.length} records`;
    this.body.replaceChildren();
    this.pages.show(this.found);
    this.asChosen();
  }

  /** What another view has chosen stands in the controls. */
  asChosen() {
    for (const control of this.controls.elements) {
      const value = String(this.filter.wanted[control.name] ?? "");
      if (control.name && document.activeElement !== control) control.value = value;
      const output = control.closest("label")?.querySelector("output");
      if (output) output.textContent = percent(this.filter.wanted.confidence);
    }
  }
}

function tableRow(entry) {
  const button = el("button", { type: "button", class: "name", text: entry.name, dataset: { record: entry.id } });
  const cells = COLUMNS.slice(1).map(({ title, value, shown = value }) => el("td", { class: title === "Confidence" ? "number" : null, text: shown(entry) }));
  return el("tr", { class: colour(entry) }, el("th", { scope: "row" }, button), ...cells);
}

function compared(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (!a !== !b) return a ? -1 : 1; // what is not known comes last
  return inWords.compare(String(a), String(b));
}

function controls(entries) {
  const names = (found) => [...new Set(entries.flatMap(({ record }) => found(record)))].sort(inWords.compare);
  const words = el("label", {}, "Words ", el("input", { type: "search", name: "words", autocomplete: "off" }));
  const sure = el("label", {}, "Confidence at least ", el("input", { type: "range", name: "confidence", min: 0, max: 1, step: 0.05, value: 0 }), el("output", { text: "0 %" }));
  const speakers = select("speaker", "Speaker", names(speakersOf));
  const places = select("place", "Place", names((record) => placesOf(record).map((place) => place.name)));
  return [words, speakers, places, sure];
}

function select(name, title, values) {
  const options = ["", ...values].map((value) => el("option", { value, text: value || "any" }));
  return el("label", {}, `${heading(title)} `, el("select", { name }, ...options));
}

/**
 * Shows it.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  return new Table(root, answer, bus);
}
