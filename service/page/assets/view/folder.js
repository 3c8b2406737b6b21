/** The first page of a folder: its transcripts with what is on record in each, and a search over all of them. */

import { el } from "./dom.js";
import { heading } from "./words.js";

const ROWS = 100; // at once; more as the reader comes to them
const RECORDS = 5; // of a transcript that are shown to a search

/**
 * @typedef {object} Told what is told of a transcript
 * @property {string} name
 * @property {string | null} page its file
 * @property {string | null} title
 * @property {string | null} published
 * @property {string | null} problem why there is no answer
 * @property {[string, string, string][]} records id, kind, and summary of each
 * @property {string} words all words of the text, each once
 */

const { kinds, transcripts } = JSON.parse(document.getElementById("answer").textContent);
const wanted = { words: [], kind: "" };
const found = { rows: [] };
const list = el("ol", { class: "transcripts" });
const count = el("p", { class: "hint", role: "status" });
const more = el("button", { type: "button", class: "plain", text: "Show more" });

/** What is searched in, once for each. */
const searched = transcripts.map((told) =>
  [told.name, told.title, told.published, told.words, ...told.records.map(([, , summary]) => summary)].join(" ").toLowerCase(),
);

function show() {
  const { words, kind } = wanted;
  found.rows = transcripts.filter((told, i) => (!kind || told.records.some((record) => record[1] === kind)) && words.every((word) => searched[i].includes(word)));
  const records = found.rows.reduce((sum, told) => sum + told.records.length, 0);
  count.textContent = `${found.rows.length} of ${transcripts.length} transcripts, ${records.toLocaleString("en")} records in them`;
  list.replaceChildren();
  grow();
}

function grow() {
  const there = list.children.length;
  list.append(...found.rows.slice(there, there + ROWS).map(item));
  more.hidden = list.children.length >= found.rows.length;
}

function item(told) {
  const name = told.title ?? told.name;
  const link = told.page ? el("a", { href: told.page, text: name }) : el("span", { text: name });
  const about = [told.title ? told.name : null, told.published].filter(Boolean).join(" · ");
  const problem = told.problem ? el("p", { class: "problem", text: `No answer: ${told.problem}` }) : null;
  return el("li", {}, el("h2", {}, link), about ? el("p", { class: "hint", text: about }) : null, problem, dots(told), hits(told));
}

function dots(told) {
  const counts = kinds.map((kind, rank) => [kind, rank, told.records.filter((record) => record[1] === kind).length]);
  const shown = counts.filter(([, , number]) => number);
  return el("p", { class: "dots" }, ...shown.map(([kind, rank, number]) => el("span", { class: `dot k${rank % 8}`, text: `${heading(kind)} ${number}` })));
}

/** The records that a search is about. */
function hits(told) {
  const { words, kind } = wanted;
  if (!words.length && !kind) return null;
  const about = told.records.filter(([, own, summary]) => (!kind || own === kind) && words.some((word) => summary.toLowerCase().includes(word)));
  const items = (words.length ? about : told.records.filter((record) => record[1] === kind)).slice(0, RECORDS).map(([id, own, summary]) => {
    const colour = `k${kinds.indexOf(own) % 8}`;
    return el("li", { class: colour }, el("a", { href: `${told.page}#${id}`, text: summary }));
  });
  return items.length ? el("ul", { class: "hits" }, ...items) : null;
}

function controls() {
  const words = el("input", { type: "search", id: "search", autocomplete: "off", placeholder: "names, places, any words of a transcript" });
  const kind = el("select", { id: "kind" }, ...["", ...kinds].map((value) => el("option", { value, text: value ? heading(value) : "any" })));
  const form = el("form", { class: "controls", role: "search" }, el("label", { for: "search", text: "Search" }), words, el("label", {}, "With ", kind));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    wanted.words = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    wanted.kind = kind.value;
    show();
  });
  return form;
}

more.addEventListener("click", grow);
new IntersectionObserver(([change]) => change.isIntersecting && grow()).observe(more);
document.getElementById("view").replaceChildren(controls(), count, list, more);
show();
