/** Results of elections as bars, each with its figures as the transcript gives them. */

import { colour } from "./card.js";
import { catalogue } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { heading, isEmpty, plain, told } from "./words.js";

const MEASURES = ["vote_share", "seats", "votes"];

/** Whether there are any. @param {{extraction: any, text: string}} answer */
export function applies(answer) {
  return withResults(answer).length > 0;
}

function withResults(answer) {
  return catalogue(answer).entries.filter(({ record }) => Array.isArray(record.results) && record.results.length);
}

/**
 * Shows them, an election after the other.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const update = () => root.replaceChildren(...withResults(answer).map(election));
  root.addEventListener("click", (event) => {
    const record = event.target.closest("[data-record]")?.dataset.record;
    if (record) tell(bus, "select", { record, field: "results", from: "results" });
  });
  update();
  return { update };
}

function election(entry) {
  const { record } = entry;
  const about = [record.place?.name, record.kinds?.map(plain).join(", "), record.polling_day?.edtf ?? record.polling_day?.text, plain(record.status ?? "")];
  const title = el("button", { type: "button", class: "name", text: entry.name, dataset: { record: entry.id } });
  const turnout = isEmpty(record.turnout) ? null : el("p", { class: "hint", text: `Turnout: ${told(record.turnout)}` });
  const line = el("p", { class: "hint", text: about.filter((part) => !isEmpty(part)).join(" · ") });
  return el("section", { class: `election ${colour(entry)}` }, el("h3", {}, title), line, ...contests(record.results).map(table), turnout);
}

/** Of several contests held together, each by itself. */
function contests(results) {
  const kinds = [...new Set(results.map((result) => result.kind))];
  return kinds.map((kind) => ({ kind, results: results.filter((result) => result.kind === kind) }));
}

function table({ kind, results }) {
  const most = Object.fromEntries(MEASURES.map((name) => [name, Math.max(...results.map((result) => middle(result[name]) ?? 0))]));
  const measure = MEASURES.find((name) => most[name] > 0);
  const scale = measure === "vote_share" ? Math.max(100, most.vote_share) : most[measure];
  const rows = [...results].sort((a, b) => (middle(b[measure]) ?? -1) - (middle(a[measure]) ?? -1));
  const shown = MEASURES.filter((name) => most[name] > 0);
  const head = ["Contestant", ...shown.map(heading), "Outcome"].map((text) => el("th", { scope: "col", text }));
  return el(
    "table",
    { class: "bars" },
    el("caption", { class: kind ? "" : "unseen", text: kind ? heading(kind) : "Results" }),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...rows.map((result) => row(result, shown, measure, scale))),
  );
}

function row(result, shown, measure, scale) {
  const { contestant, abbreviation, outcome, basis } = result;
  const name = abbreviation && abbreviation !== contestant.name ? `${contestant.name} (${abbreviation})` : contestant.name;
  const cells = shown.map((of) => (of === measure ? bar(of, result[of], scale) : el("td", { text: told(result[of]) || "–", dataset: { what: plain(of) } })));
  const ends = [outcome, basis].filter((part) => !isEmpty(part)).map(plain).join(", ");
  return el("tr", {}, el("th", { scope: "row", text: name }), ...cells, el("td", { text: ends || "–" }));
}

function bar(of, figure, scale) {
  const value = middle(figure);
  const cell = el("td", { class: "bar-cell" }, el("span", { text: told(figure) || "–", dataset: { what: plain(of) } }));
  if (value === null) return cell;
  const drawn = el("span", { class: `bar-of${figure.approximate || figure.low !== figure.high ? " about" : ""}`, "aria-hidden": "true" });
  drawn.style.setProperty("--part", `${(100 * value) / scale}%`);
  cell.prepend(drawn);
  return cell;
}

/** The middle of a figure's range, or its one end. */
function middle(figure) {
  if (isEmpty(figure)) return null;
  const ends = [figure.low, figure.high].filter((end) => !isEmpty(end));
  return ends.length ? ends.reduce((sum, end) => sum + end, 0) / ends.length : null;
}
