/** The people, bodies and places of all records, with how often each appears; one that is chosen filters the rest. */

import { actorsOf, catalogue, placesOf, speakersOf } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { Pages } from "./pages.js";
import { plain } from "./words.js";

/**
 * Shows them.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const filter = filterOf(answer, bus);
  const update = () => {
    const { entries } = catalogue(answer);
    const people = counted(entries, actorsOf, speakersOf);
    const places = counted(entries, placesOf, () => []);
    root.replaceChildren(list("People and bodies", "actor", people), list("Places", "place", places));
  };
  root.addEventListener("click", (event) => {
    const { actor, place } = event.target.closest("button")?.dataset ?? {};
    if (!actor && !place) return;
    filter.clear();
    filter.set(actor ? { actor } : { place });
    tell(bus, "tab", { name: "read" });
  });
  update();
  return { update };
}

/** Each name with the records that it stands in, and of how many of them it is the source. */
function counted(entries, found, said) {
  const byName = new Map();
  for (const { record } of entries) {
    const sources = new Set(said(record));
    for (const name of new Set(found(record).map((one) => one.name))) {
      const one = found(record).find((other) => other.name === name);
      const known = byName.get(name) ?? { ...one, records: 0, says: 0 };
      known.records += 1;
      known.says += sources.has(name) ? 1 : 0;
      for (const key of ["role", "affiliation", "country"]) known[key] ??= one[key];
      byName.set(name, known);
    }
  }
  return [...byName.values()].sort((a, b) => b.records - a.records || a.name.localeCompare(b.name));
}

function list(title, key, found) {
  const made = el("ul", { class: "names" });
  const most = found[0]?.records ?? 1;
  const pages = new Pages((names) => made.append(...names.map((one) => item(one, key, most))));
  pages.show(found);
  const nobody = found.length ? null : el("p", { class: "hint", text: "None." });
  return el("section", { "aria-label": title }, el("h3", { text: `${title} (${found.length})` }), nobody, made, pages.more);
}

function item(one, key, most) {
  const about = [one.role, one.affiliation, one.country, one.kind === "unknown" ? null : plain(one.kind)].filter(Boolean).join(" · ");
  const said = one.says ? `, source of ${one.says}` : "";
  const button = el("button", { type: "button", dataset: { [key]: one.name } });
  button.append(el("span", { class: "name", text: one.name }), " ", el("span", { class: "hint", text: about }));
  const count = el("span", { class: "count", text: `${one.records} ${one.records === 1 ? "record" : "records"}${said}` });
  const made = el("li", {}, button, count);
  made.style.setProperty("--part", `${(100 * one.records) / most}%`);
  return made;
}
