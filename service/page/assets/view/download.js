/** The answer to take along: as JSON, as a table, as JSON-LD. */

import { plainButton } from "./buttons.js";
import { el, tell } from "./dom.js";
import { csv } from "./exports/csv.js";
import { graph } from "./exports/jsonld.js";

const FORMS = {
  JSON: { ending: "json", type: "application/json", made: (extraction) => `${JSON.stringify(extraction, null, 2)}\n` },
  CSV: { ending: "csv", type: "text/csv", made: csv },
  "JSON-LD": { ending: "jsonld", type: "application/ld+json", made: (extraction) => `${JSON.stringify(graph(extraction), null, 2)}\n` },
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
    if (act === "save") download(answer, FORMS[form]);
    else if (act) tell(bus, act, {});
  });
}

/** The answer as it stands, without what its review rejected. */
function download(answer, { ending, made, type }) {
  save(`${nameOf(answer)}.${ending}`, made(answer.corrected?.() ?? answer.extraction), type);
}

/** The beginning of the names of all that is downloaded. @param {{extraction: any, name?: string}} answer */
export function nameOf({ extraction, name }) {
  const { title, source, sha256 } = extraction.transcript;
  const plain = (name ?? title ?? source ?? "").replace(/\.[A-Za-z0-9]{1,5}$/, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, 60).toLowerCase() || `transcript-${sha256.slice(0, 8)}`;
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
