/** The answer to take along: as JSON, as a table, as JSON-LD. */

import { plainButton } from "./buttons.js";
import { el, tell } from "./dom.js";
import { csv } from "./exports/csv.js";
import { graph } from "./exports/jsonld.js";

const FORMS = {
  JSON: { ending: "json", type: "application/json", made: ({ extraction }) => `${JSON.stringify(extraction, null, 2)}\n` },
  CSV: { ending: "csv", type: "text/csv", made: ({ extraction }) => csv(extraction) },
  "JSON-LD": { ending: "jsonld", type: "application/ld+json", made: ({ extraction }) => `${JSON.stringify(graph(extraction), null, 2)}\n` },
};

/**
 * Shows the buttons.
 * @param {HTMLElement} root
 * @param {import("./view.js").Answer} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const buttons = Object.keys(FORMS).map((name) => plainButton(name, "save", { "data-form": name }));
  const curl = answer.request ? plainButton("Copy as curl", "curl") : null;
  root.replaceChildren(el("span", { class: "hint", text: "Download" }), ...buttons, ...(curl ? [curl] : []));
  root.addEventListener("click", (event) => {
    const { act, form } = event.target.closest("button")?.dataset ?? {};
    if (act === "save") save(nameOf(answer, FORMS[form].ending), FORMS[form].made(answer), FORMS[form].type);
    else if (act) tell(bus, act, {});
  });
}

/** A file name of the transcript's own: its title, or the beginning of its fingerprint. */
function nameOf({ extraction }, ending) {
  const { title, sha256 } = extraction.transcript;
  const plain = (title ?? "").normalize("NFKD").replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return `${plain || `transcript-${sha256.slice(0, 8)}`}.${ending}`;
}

/**
 * Lets the reader keep words as a file.
 * @param {string} name
 * @param {string} words
 * @param {string} type
 */
export function save(name, words, type) {
  const address = URL.createObjectURL(new Blob([words], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
