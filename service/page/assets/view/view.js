/**
 * The whole view of an answer: what the page shows, and what a file that is sent to a colleague holds.
 *
 * Each module of this folder that is a view exports `mount(root, answer, bus)`. What happens is told on the bus:
 * - `select` {record, field?, evidence?, from, focus?}: go to a record and its words; `record` null: to none
 * - `peek` {record, field?, evidence?, from} or null: show the words while a field is looked at
 * - `filter` {shown, wanted, number, of}: which records are shown (see filter.js)
 * - `play` {seconds}: play that moment; `spoken` {start, end, follow} or null: these words are being said
 * - `tab` {name}: look at another view
 * - `card` {record, card}: a card has been filled; whoever has something to add to it may do so now
 * - `why`, `link` {record, card, button}, `curl` {}: a button was pressed
 * - `change` {came, went}: these of the answer's entries are new, and these gone (see catalogue.js)
 *
 * @typedef {object} Answer
 * @property {any} extraction as POST /v1/extractions answers
 * @property {string} text the text that its offsets count in
 * @property {Map<string, number>} [numbers] by which records are called, where they are not numbered as they stand
 * @property {() => any} [corrected] the answer as its review leaves it
 * @property {any} [request] what was asked, so that links and commands can ask it again
 * @property {Record<string, string>} [headers] what requests to the service need, such as a key
 * @property {any} [explanation] as `onrecord explain --format json` gives it, where the service is not at hand
 * @property {string} [name] of the file that it came from
 * @property {string} [media] address of the recording, or a template with {seconds}
 */

import * as documentView from "./document.js";
import { kinds, tabs } from "./bar.js";
import * as cast from "./cast.js";
import { actorsOf, catalogue, placesOf } from "./catalogue.js";
import { el, inChunks, tell } from "./dom.js";
import * as download from "./download.js";
import * as links from "./links.js";
import * as media from "./media.js";
import * as records from "./records.js";
import * as results from "./results.js";
import * as stories from "./stories.js";
import * as table from "./table.js";
import * as timeline from "./timeline.js";
import * as why from "./why.js";
import { heading } from "./words.js";

/**
 * Views beside the transcript: their names, titles, and modules, each made when it is first looked at.
 * What a module mounts has an `update` for other records.
 */
const OTHERS = [
  { name: "table", title: "Table", module: table },
  { name: "timeline", title: "Timeline", module: timeline },
  { name: "results", title: "Results", module: results },
  { name: "cast", title: "People and places", module: cast },
];

/**
 * Shows an answer with all its views; what was shown there before goes.
 * @param {HTMLElement} root
 * @param {Answer} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const reading = el("section", { class: "reading" });
  const views = [{ name: "read", title: "Read", panel: reading, module: null }];
  for (const { name, title, module } of OTHERS) views.push({ name, title, module, panel: el("section", { class: `panel ${name}`, hidden: true }) });
  const recording = el("div", { class: "recording" });
  const take = el("p", { class: "downloads" });
  const bar = el("div", { class: "bar" }, tabs(views, answer, bus), kinds(answer, bus));
  const said = el("p", { class: "said", role: "status" });
  root.classList.add("view");
  root.replaceChildren(about(answer, take), recording, bar, ...views.map(({ panel }) => panel), said);
  // before the transcript hears of it, which goes to the words: there is no way to them while it is hidden
  bus.addEventListener("select", ({ detail }) => detail.from && !["document", "records", "card"].includes(detail.from) && tell(bus, "tab", { name: "read" }));
  read(reading, answer, bus);
  download.mount(take, answer, bus);
  media.mount(recording, answer, bus);
  [links, why].forEach((module) => module.mount(root, answer, bus));
  others(views, answer, bus);
  prepare(answer);
  tell(bus, "tab", { name: "read" });
}

/** What other views look for in records, found while nobody waits. */
function prepare(answer) {
  inChunks(catalogue(answer).entries, ({ record }) => [actorsOf, placesOf].forEach((find) => find(record)));
}

/** Makes the other views, and brings them up to date, when they are looked at. */
function others(views, answer, bus) {
  const made = new Map();
  const stale = new Set();
  let shown = "read";
  const look = () => {
    const view = views.find(({ name }) => name === shown);
    if (!view?.module) return;
    if (!made.has(shown)) made.set(shown, view.module.mount(view.panel, answer, bus));
    else if (stale.has(shown)) made.get(shown).update();
    stale.delete(shown);
  };
  bus.addEventListener("tab", ({ detail }) => {
    shown = detail.name;
    look();
  });
  bus.addEventListener("change", () => {
    for (const name of made.keys()) stale.add(name);
    look();
  });
}

/** The transcript, its contents on one side, its records on the other. */
function read(panel, answer, bus) {
  const contents = el("nav", { class: "contents", "aria-label": "Stories" });
  const text = el("section", { class: "transcript", "aria-label": "Words of the transcript" }, el("div", { id: "transcript" }));
  const cards = el("aside", { class: "records", id: "records", "aria-label": "Records", tabindex: "0" });
  panel.append(contents, text, cards);
  documentView.mount(text.firstElementChild, answer, bus);
  records.mount(cards, answer, bus);
  stories.mount(contents, answer, bus);
}

/** What the transcript is, what it was taken for, and what was odd about it. */
function about({ extraction, name }, take) {
  const { title, source, published, form, characters, language } = extraction.transcript;
  const { report } = extraction;
  const facts = [source, published, language, `${characters.toLocaleString("en")} characters`, formOf(form)].filter(Boolean);
  const skipped = report.coverage.skipped.map((span) => `${heading(span.reason)}: characters ${span.start} to ${span.end}`);
  const notes = [...report.warnings, ...skipped];
  return el(
    "div",
    { class: "about" },
    el("h2", { text: title ?? name ?? "The transcript" }),
    el("p", { class: "hint", text: facts.join(" · ") }),
    take,
    notes.length ? el("details", {}, el("summary", { text: `Warnings (${notes.length})` }), el("ul", {}, ...notes.map((text) => el("li", { text })))) : null,
  );
}

/** What the transcript was taken for, where it is more than running text: whether its times were found, for one. */
function formOf(form) {
  return form?.cues ? `read as ${form.name}: ${form.cues} cues, ${form.times} with times; speakers: ${form.speakers}` : "";
}

