/** All records as a table: filtered by type, words, speaker, place and confidence, and put in order by any column. */

import { colour } from "./card.js";
import { actorsOf, catalogue, placesOf, speakersOf, timeOf } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { heading, plain, timecode } from "./words.js";

const ROWS = 50; // at once; more as the reader comes to them

const COLUMNS = [
  { title: "Record", value: ({ entry }) => entry.rank * 1e6 + entry.number },
  { title: "What", value: ({ entry }) => entry.summary },
  { title: "Who", value: (row) => row.who },
  { title: "Where", value: (row) => row.where },
  { title: "When", value: (row) => row.when },
  { title: "Told at", value: (row) => row.at },
  { title: "Factuality", value: ({ entry }) => entry.record.factuality },
  { title: "Confidence", value: ({ entry }) => entry.record.confidence },
];

/** The table, its order, and how far it is there. */
class Table {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    const { entries } = catalogue(answer);
    this.bus = bus;
    this.filter = filterOf(answer, bus);
    this.rows = entries.map((entry, i) => rowOf(entry, i));
    this.order = { column: 5, down: false };
    this.body = el("tbody");
    this.count = el("p", { class: "hint", role: "status" });
    this.more = el("button", { type: "button", class: "plain", text: "Show more", dataset: { act: "more" } });
    this.head = el("tr", {}, ...COLUMNS.map(({ title }, i) => el("th", { scope: "col" }, el("button", { type: "button", text: title, dataset: { column: i } }))));
    const table = el("table", {}, el("caption", { class: "unseen", text: "All records" }), el("thead", {}, this.head), this.body);
    this.controls = controls(entries);
    const scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "All records" }, table);
    root.replaceChildren(this.controls, this.count, scroller, this.more);
    this.listen(root);
    this.show();
  }

  listen(root) {
    root.addEventListener("click", (event) => this.clicked(event));
    this.controls.addEventListener("input", (event) => this.wanted(event.target));
    this.controls.addEventListener("submit", (event) => event.preventDefault());
    this.bus.addEventListener("filter", () => this.show());
    new IntersectionObserver(([change]) => change.isIntersecting && this.grow()).observe(this.more);
  }

  clicked(event) {
    const { column, record, act } = event.target.closest("button")?.dataset ?? {};
    if (column !== undefined) this.sort(Number(column));
    else if (record) tell(this.bus, "select", { record, from: "table" });
    else if (act === "more") this.grow();
  }

  sort(column) {
    this.order = { column, down: this.order.column === column && !this.order.down };
    this.show();
  }

  wanted({ name, value }) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.filter.set({ [name]: name === "confidence" ? Number(value) : value }), name === "words" ? 150 : 0);
  }

  /** The rows that are wanted, from the first on. */
  show() {
    const { column, down } = this.order;
    const { value } = COLUMNS[column];
    this.found = this.rows.filter(({ entry }) => this.filter.shows(entry)).sort((a, b) => compared(value(a), value(b)) * (down ? -1 : 1));
    [...this.head.children].forEach((cell, i) => cell.setAttribute("aria-sort", i === column ? (down ? "descending" : "ascending") : "none"));
    this.count.textContent = `${this.found.length} of ${this.rows.length} records`;
    this.body.replaceChildren();
    this.grow();
    this.asChosen();
  }

  grow() {
    const there = this.body.children.length;
    this.body.append(...this.found.slice(there, there + ROWS).map(tableRow));
    this.more.hidden = this.body.children.length >= this.found.length;
  }

  /** What another view has chosen stands in the controls. */
  asChosen() {
    for (const control of this.controls.elements) {
      const value = String(this.filter.wanted[control.name] ?? "");
      if (control.name && document.activeElement !== control) control.value = value;
      const output = control.closest("label")?.querySelector("output");
      if (output) output.textContent = `${Math.round(this.filter.wanted.confidence * 100)} %`;
    }
  }
}

function rowOf(entry, number) {
  const { record } = entry;
  const names = speakersOf(record).length ? speakersOf(record) : actorsOf(record).map((actor) => actor.name);
  const dates = Object.values(record).flat().filter((value) => value && typeof value === "object" && "edtf" in value);
  const time = timeOf(entry);
  return {
    entry: { ...entry, number },
    who: [...new Set(names)].slice(0, 3).join(", "),
    where: [...new Set(placesOf(record).map((place) => place.name))].join(", "),
    when: dates.map((date) => date.edtf ?? date.text)[0] ?? "",
    at: time ?? entry.spans[0]?.start ?? 0,
    time,
  };
}

function tableRow({ entry, who, where, when, time }) {
  const { record } = entry;
  const button = el("button", { type: "button", class: "name", text: entry.name, dataset: { record: entry.id } });
  const texts = [entry.summary, who, where, when, time === null ? String(entry.spans[0].start) : timecode(time), plain(record.factuality)];
  const cells = texts.map((text) => el("td", { text }));
  return el("tr", { class: colour(entry) }, el("th", { scope: "row" }, button), ...cells, el("td", { class: "number", text: `${Math.round(record.confidence * 100)} %` }));
}

function compared(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (!a !== !b) return a ? -1 : 1; // what is not known comes last
  return String(a).localeCompare(String(b));
}

function controls(entries) {
  const names = (found) => [...new Set(entries.flatMap(({ record }) => found(record)))].sort((a, b) => a.localeCompare(b));
  const words = el("label", {}, "Words ", el("input", { type: "search", name: "words", autocomplete: "off" }));
  const sure = el("label", {}, "Confidence at least ", el("input", { type: "range", name: "confidence", min: 0, max: 1, step: 0.05, value: 0 }), el("output", { text: "0 %" }));
  const speakers = select("speaker", "Speaker", names(speakersOf));
  const places = select("place", "Place", names((record) => placesOf(record).map((place) => place.name)));
  return el("form", { class: "controls", "aria-label": "Filters" }, words, speakers, places, sure);
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
