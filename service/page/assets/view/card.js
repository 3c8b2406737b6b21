/** One record as a card: what it says, how sure that is, the words it rests on, and what is open about it. */

import { plainButton, timeButton } from "./buttons.js";
import { timeOf } from "./catalogue.js";
import { el } from "./dom.js";
import { ELSEWHERE, heading, isEmpty, plain, shortened, told } from "./words.js";

const LIKELY = 0.6; // what is less sure than this is set apart
const CARRIED = "Carried: the value comes from the scene or a neighbouring sentence, not from the event's own clause";

/**
 * A card with its heading; `fill` makes the rest once it is looked at.
 * @param {import("./catalogue.js").Entry} entry
 */
export function card(entry) {
  const button = el("button", { type: "button", class: "name", text: entry.name, dataset: { act: "select" } });
  const title = el("h4", {}, button);
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", text: "×", dataset: { act: "close" } });
  const head = el("div", { class: "card-head" }, title, ...marksOf(entry), close);
  const line = el("p", { class: "summary", text: entry.summary });
  return el("article", { id: entry.id, tabindex: "-1", class: `card ${colour(entry)}`, dataset: { record: entry.id } }, head, line);
}

/** The class that gives an entry the colour of its kind. @param {import("./catalogue.js").Entry} entry */
export function colour(entry) {
  return entry.rank < 0 ? "kgap" : `k${entry.rank % 8}`;
}

/** What stands beside the name: factuality, time, confidence. */
function marksOf(entry) {
  const { record } = entry;
  const time = timeOf(entry);
  return [
    isEmpty(record.factuality) || record.factuality === "reported" ? null : el("span", { class: "badge", text: factuality(record) }),
    record.source && record.source !== "rules" ? el("span", { class: "badge quiet", text: record.source === "both" ? "rules and model" : "model" }) : null,
    time === null ? null : timeButton(time),
    record.confidence === undefined ? null : sure(record.confidence, "record"),
  ].filter(Boolean);
}

function factuality(record) {
  return record.attributed_to ? `${record.factuality} by ${record.attributed_to.name}` : record.factuality;
}

/** How sure something is: a figure, and a bar that shows it. */
function sure(confidence, what) {
  const percent = Math.round(confidence * 100);
  const doubt = confidence < LIKELY ? ", look at it" : "";
  const made = el("span", { class: `sure${doubt ? " low" : ""}`, title: `The ${what} is right in about ${percent} of 100 such cases${doubt}` });
  made.append(el("span", { class: "unseen", text: "confidence " }), `${percent} %`);
  made.style.setProperty("--sure", `${percent}%`);
  return made;
}

/**
 * The rest of a card.
 * @param {HTMLElement} made
 * @param {import("./catalogue.js").Entry} entry
 * @param {import("./catalogue.js").Catalogue} catalogue
 */
export function fill(made, entry, catalogue) {
  const { record } = entry;
  const open = onceEach(catalogue.gapsOf.get(entry.id) ?? []);
  const fields = el("dl");
  for (const [name, value] of Object.entries(record)) {
    if (ELSEWHERE.has(name)) continue;
    const gaps = open.filter((gap) => gap.field === name);
    if (!isEmpty(value) || gaps.length) fields.append(...field(entry, name, value, gaps, catalogue));
  }
  const whole = open.filter((gap) => !gap.field || !(gap.field in record) || ELSEWHERE.has(gap.field));
  made.append(fields, ...whole.map((gap) => el("p", { class: "open" }, gapButton(gap))), evidence(entry, catalogue), actions());
}

/** What is open for the same reason in several places is said once. */
function onceEach(gaps) {
  return gaps.filter((gap, i) => gaps.findIndex(({ field, reason }) => field === gap.field && reason === gap.reason) === i);
}

function field(entry, name, value, gaps, catalogue) {
  const { confidences = {}, carried = [] } = entry.record;
  const row = el("dd", { dataset: { field: name } });
  const several = Array.isArray(value) && (typeof value[0] === "object" || catalogue.byId.has(value[0]));
  const values = several ? value : isEmpty(value) ? [] : [value];
  for (const one of values) row.append(valueButton(name, one, catalogue));
  const beside = [
    carried.includes(name) ? el("span", { class: "badge quiet", text: "carried", title: CARRIED }) : null,
    values.length && name in confidences ? sure(confidences[name], "value") : null,
  ].filter(Boolean);
  row.append(...beside, ...gaps.map(gapButton));
  return [el("dt", { text: plain(name) }), row];
}

function valueButton(name, value, catalogue) {
  const [own] = value.evidence ?? (typeof value.start === "number" ? [value] : []);
  const to = catalogue.byId.has(value) ? { to: value } : own ? { words: `${own.start}-${own.end}` } : {};
  const text = told(value, catalogue.names);
  return el("button", { type: "button", class: "value", text, dataset: { act: "select", field: name, ...to } });
}

function gapButton(gap) {
  const words = `${gap.start}-${gap.end}`;
  return el("button", { type: "button", class: "gap", dataset: { act: "select", words } }, el("span", { class: "unseen", text: "not settled: " }), gap.reason);
}

/** The passages themselves, less those that lie within others. */
function evidence(entry, catalogue) {
  const outer = entry.spans.filter(
    (span) => !entry.spans.some((other) => other !== span && other.start <= span.start && span.end <= other.end),
  );
  const items = outer.map((span) => {
    const text = shortened(catalogue.points.slice(span.start, span.end), 220);
    const about = span.fields.length ? `bears out ${span.fields.map(plain).join(", ")}` : null;
    return el("li", {}, el("button", { type: "button", class: "quote", text: `“${text}”`, title: about, dataset: { act: "select", words: `${span.start}-${span.end}` } }));
  });
  return el("ul", { class: "quotes", "aria-label": "Words that it rests on" }, ...items);
}

function actions() {
  return el(
    "div",
    { class: "actions" },
    plainButton("Why?", "why", { "aria-expanded": "false" }),
    plainButton("Copy link", "link"),
  );
}

/** @param {import("./catalogue.js").Entry} entry */
export function gapCard(entry, catalogue) {
  const { record } = entry;
  const words = shortened(catalogue.points.slice(record.start, record.end), 160);
  const about = [plain(record.record_type), record.field && plain(record.field)].filter(Boolean).join(", ");
  return el(
    "article",
    { id: entry.id, tabindex: "-1", class: "card kgap", dataset: { record: entry.id } },
    el("p", { class: "summary" }, el("button", { type: "button", class: "name", text: heading(record.reason), dataset: { act: "select" } }), ` ${about}`),
    el("blockquote", { text: `“${words}”` }),
  );
}
