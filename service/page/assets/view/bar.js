/** What stands above all views: which of them is looked at, and which kinds of records are shown. */

import { plainButton } from "./buttons.js";
import { catalogue, GAPS } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { filterOf } from "./filter.js";
import { heading } from "./words.js";

/**
 * The tabs of the views, after the pattern that screen readers know; a view that does not apply has none.
 * @param {{name: string, title: string, panel: HTMLElement, module: any}[]} views
 * @param {any} answer
 * @param {EventTarget} bus
 */
export function tabs(views, answer, bus) {
  const list = el("div", { role: "tablist", class: "tabs", "aria-label": "Views" });
  list.append(...views.map(({ name, title, panel }) => tab(name, title, panel)));
  list.addEventListener("click", (event) => {
    const name = event.target.closest("[role=tab]")?.dataset.name;
    if (name) tell(bus, "tab", { name });
  });
  list.addEventListener("keydown", (event) => moved(event, list, bus));
  bus.addEventListener("tab", ({ detail }) => show(list, views, detail.name));
  const apply = () => views.forEach(({ module }, i) => (list.children[i].hidden = module?.applies?.(answer) === false));
  bus.addEventListener("change", apply);
  apply();
  return list;
}

function tab(name, title, panel) {
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `tab-${name}`);
  panel.id = `panel-${name}`;
  return el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": panel.id, "aria-selected": "false", tabindex: "-1", text: title, dataset: { name } });
}

function show(list, views, name) {
  for (const { name: own, panel } of views) {
    const button = list.querySelector(`#tab-${own}`);
    button.setAttribute("aria-selected", String(own === name));
    button.tabIndex = own === name ? 0 : -1;
    panel.hidden = own !== name;
  }
}

function moved(event, list, bus) {
  const all = [...list.children].filter((button) => !button.hidden);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = all[(to + all.length) % all.length];
  next.focus();
  tell(bus, "tab", { name: next.dataset.name });
}

/**
 * A switch for each kind, in its colour, with how many there are: the legend of the marks as well.
 * @param {any} answer
 * @param {EventTarget} bus
 */
export function kinds(answer, bus) {
  const { kinds: all, gaps } = catalogue(answer);
  const filter = filterOf(answer, bus);
  const chips = all.map((kind, rank) => chip(kind, heading(kind), `k${rank % 8}`));
  if (gaps.length) chips.push(chip(GAPS, "Not settled", "kgap"));
  const clear = plainButton("Show all", "clear", { hidden: true });
  const group = el("div", { class: "kinds", role: "group", "aria-label": "What is marked" }, ...chips, clear);
  group.addEventListener("click", (event) => switched(event, filter));
  const now = (detail) => pressed(group, filter, detail, clear);
  const count = () => {
    counted(chips, catalogue(answer));
    now(filter.numbers());
  };
  bus.addEventListener("filter", ({ detail }) => now(detail));
  bus.addEventListener("change", count);
  count();
  return group;
}

function chip(kind, title, colour) {
  const made = el("button", { type: "button", class: `chip ${colour}`, dataset: { kind } });
  made.append(el("span", { class: "swatch", "aria-hidden": "true" }), `${title} `, el("span", { class: "count" }));
  return made;
}

function counted(chips, { entries, gaps }) {
  const numbers = new Map([[GAPS, gaps.length]]);
  for (const { kind } of entries) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  for (const made of chips) {
    const number = numbers.get(made.dataset.kind) ?? 0;
    made.querySelector(".count").textContent = String(number);
    made.disabled = number === 0;
  }
}

function switched(event, filter) {
  const button = event.target.closest("button");
  if (!button) return;
  const { kind, act } = button.dataset;
  if (act === "clear") filter.clear();
  else if (kind === GAPS) filter.wanted.gaps = !filter.wanted.gaps;
  else if (!filter.wanted.kinds.delete(kind)) filter.wanted.kinds.add(kind);
  filter.told();
}

function pressed(group, filter, { number, of }, clear) {
  for (const button of group.querySelectorAll(".chip")) {
    const { kind } = button.dataset;
    const on = kind === GAPS ? filter.wanted.gaps : !filter.wanted.kinds.has(kind);
    button.setAttribute("aria-pressed", String(on));
  }
  clear.hidden = !filter.active;
  clear.textContent = `Show all (now ${number} of ${of})`;
}
