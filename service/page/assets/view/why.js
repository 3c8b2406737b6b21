/** Why a record is there: the rules that made it and the words by which each did, shown when somebody asks. */

import { catalogue } from "./catalogue.js";
import { el, say } from "./dom.js";
import { plain, shortened } from "./words.js";

/** Explanations by answer: asked for once. @type {WeakMap<object, Promise<any>>} */
const asked = new WeakMap();

/**
 * Answers the "Why?" of cards.
 * @param {HTMLElement} root
 * @param {import("./view.js").Answer} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  bus.addEventListener("why", ({ detail }) => answered(root, answer, detail));
}

async function answered(root, answer, { record, card, button }) {
  const there = card.querySelector(".why");
  if (there) there.remove();
  button.setAttribute("aria-expanded", String(!there));
  if (there) return;
  const place = el("div", { class: "why" }, el("p", { class: "hint", text: "Asking …" }));
  card.append(place);
  try {
    const told = await explained(answer);
    const found = told.records.find(({ id }) => id === record);
    place.replaceChildren(...(found ? rules(found, catalogue(answer).points) : [nothing()]));
  } catch (error) {
    place.remove();
    asked.delete(answer);
    button.setAttribute("aria-expanded", "false");
    say(root, `No explanation: ${error.message}`);
  }
}

function nothing() {
  return el("p", { class: "hint", text: "No rule made this record: a model proposed it, or a reader added it." });
}

function rules(found, points) {
  const items = found.rules.map(({ rule, description, words }) => {
    const quotes = words.slice(0, 4).map(({ start, end }) => quote(points, start, end));
    return el("li", {}, el("span", { class: "rule", text: plain(rule) }), ` ${description} `, ...quotes);
  });
  return [el("ul", { "aria-label": "Rules that made it" }, ...items)];
}

function quote(points, start, end) {
  const text = `“${shortened(points.slice(start, end), 60)}”`;
  return el("button", { type: "button", class: "quote", text, dataset: { act: "select", words: `${start}-${end}` } });
}

/** What the file holds, or what the service says. @param {import("./view.js").Answer} answer */
function explained(answer) {
  if (answer.explanation) return Promise.resolve(answer.explanation);
  if (!asked.has(answer)) asked.set(answer, fetched(answer));
  return /** @type {Promise<any>} */ (asked.get(answer));
}

async function fetched({ request, headers = {} }) {
  if (!request) throw new Error("the service is not at hand");
  const response = await fetch("/mcp", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json", Accept: "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "explain", arguments: request } }),
  });
  const body = await response.json();
  const { result } = body;
  if (!response.ok || !result) throw new Error(body.detail ?? body.error?.message ?? `status ${response.status}`);
  if (result.isError) throw new Error(result.content?.[0]?.text ?? "it failed");
  return result.structuredContent;
}
