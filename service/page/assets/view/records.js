/** The records as cards, beside the transcript: by their types, but for the first ones filled once they are looked at. */

import { card, fill, gapCard } from "./card.js";
import { catalogue, GAPS } from "./catalogue.js";
import { el, inChunks, tell } from "./dom.js";
import { heading } from "./words.js";

const FIRST = 40; // cards that are there, and filled, at once
const TOGETHER = 20; // cards that are filled, and drawn, together: browsers look after few things sooner than after many

/** The cards, and what happens on them. */
class Records {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.root = root;
    this.bus = bus;
    this.catalogue = catalogue(answer);
    this.cards = new Map();
    this.filled = new Set();
    this.shown = (entry) => entry.kind !== GAPS;
    this.seen = new IntersectionObserver((changes) => changes.forEach((change) => change.isIntersecting && this.fillAll(change.target)), {
      rootMargin: "300px",
    });
    this.build();
    this.listen();
  }

  build() {
    const { kinds, entries, gaps } = this.catalogue;
    this.lists = new Map();
    const groups = kinds
      .map((kind) => [kind, entries.filter((entry) => entry.kind === kind)])
      .filter(([, found]) => found.length)
      .map(([kind, found]) => this.group(kind, heading(kind), found.length));
    if (gaps.length) groups.push(this.group(GAPS, "Not settled", gaps.length));
    const nothing = el("p", { class: "hint", text: "Nothing here that goes on record." });
    this.root.replaceChildren(...(entries.length ? [] : [nothing]), ...groups);
    inChunks([...entries, ...gaps], (entry) => this.add(entry), { first: FIRST });
  }

  group(kind, title, number) {
    const list = el("div", { class: "cards" });
    const named = el("h3", { text: `${title} (${number})` });
    const group = el("section", { class: "group", "aria-label": title, dataset: { kind } }, named, list);
    this.lists.set(kind, { group, list, named, title });
    return group;
  }

  /** The card of an entry, made if it is not there. */
  add(entry) {
    if (this.cards.has(entry.id)) return this.cards.get(entry.id);
    const made = entry.kind === GAPS ? gapCard(entry, this.catalogue) : card(entry);
    this.cards.set(entry.id, made);
    made.hidden = !this.shown(entry) && entry.kind !== GAPS;
    this.bundleFor(this.lists.get(entry.kind).list).append(made);
    if (this.cards.size <= FIRST) this.fill(made);
    return made;
  }

  bundleFor(list) {
    const last = list.lastElementChild;
    if (last && last.children.length < TOGETHER) return last;
    const bundle = el("div", { class: "bundle" });
    list.append(bundle);
    this.seen.observe(bundle);
    return bundle;
  }

  fillAll(bundle) {
    if (bundle.children.length === TOGETHER) this.seen.unobserve(bundle);
    [...bundle.children].forEach((made) => this.fill(made));
  }

  fill(made) {
    const entry = this.catalogue.byId.get(made.id);
    if (this.filled.has(made.id) || !entry || entry.kind === GAPS) return;
    this.filled.add(made.id);
    fill(made, entry, this.catalogue);
    made.dataset.filled = "";
    tell(this.bus, "card", { record: entry.id, card: made });
  }

  listen() {
    const { root, bus } = this;
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("pointerover", (event) => this.looked(event));
    root.addEventListener("focusin", (event) => this.looked(event));
    root.addEventListener("pointerleave", () => tell(bus, "peek", null));
    root.addEventListener("focusout", () => tell(bus, "peek", null));
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.choose(null));
    bus.addEventListener("select", ({ detail }) => this.choose(detail));
    bus.addEventListener("peek", ({ detail }) => this.peek(detail));
    bus.addEventListener("filter", ({ detail }) => this.filter(detail.shown));
  }

  /** Whatever a button of a card asks for. */
  clicked(event) {
    const made = event.target.closest(".card");
    const button = event.target.closest("button");
    if (!made || !button) return;
    const { act, field, words, to, seconds } = button.dataset;
    if (act === "close") tell(this.bus, "select", { record: null, from: "records" });
    else if (seconds) tell(this.bus, "play", { seconds: Number(seconds) });
    else if (act === "select") {
      const evidence = words && spanOf(words);
      tell(this.bus, "select", { record: to ?? made.id, field: to ? undefined : field, evidence, from: to ? "card" : "records", focus: event.detail === 0 });
    } else if (act) tell(this.bus, act, { record: made.id, card: made, button });
  }

  looked(event) {
    const made = event.target.closest(".card");
    const field = event.target.closest("[data-field]")?.dataset.field;
    const words = event.target.closest("[data-words]")?.dataset.words;
    if (made) tell(this.bus, "peek", { record: made.id, field, evidence: words && spanOf(words), from: "records" });
  }

  choose(detail) {
    this.chosen?.classList.remove("chosen");
    delete this.root.dataset.from;
    this.chosen = detail && this.catalogue.byId.has(detail.record) ? this.add(this.catalogue.byId.get(detail.record)) : null;
    if (!this.chosen) return;
    this.fill(this.chosen);
    this.chosen.hidden = false;
    this.chosen.classList.add("chosen");
    this.root.dataset.from = detail.from ?? "elsewhere";
    if (detail.from !== "records") this.show(this.chosen, detail.focus && detail.from === "document");
  }

  /** Scrolls its column alone, so that the reader stays with the text. */
  show(made, focus) {
    const { root } = this;
    const scroll = () => {
      if (root.scrollHeight <= root.clientHeight) return;
      const shift = made.getBoundingClientRect().top - root.getBoundingClientRect().top;
      root.scrollTop += shift - 12;
    };
    scroll();
    requestAnimationFrame(scroll); // once what is above it has its true height
    if (focus) made.querySelector("button")?.focus({ preventScroll: true });
  }

  peek(detail) {
    this.peeked?.classList.remove("peeked");
    this.peeked = detail?.from === "document" ? this.cards.get(detail.record) : null;
    this.peeked?.classList.add("peeked");
  }

  filter(shown) {
    this.shown = shown;
    const numbers = new Map();
    for (const entry of this.catalogue.entries) {
      const is = shown(entry);
      if (is) numbers.set(entry.kind, (numbers.get(entry.kind) ?? 0) + 1);
      const made = this.cards.get(entry.id);
      if (made) made.hidden = !is;
    }
    for (const [kind, { group, named, title }] of this.lists) {
      if (kind === GAPS) continue;
      named.textContent = `${title} (${numbers.get(kind) ?? 0})`;
      group.hidden = !numbers.get(kind);
    }
  }
}

/** @param {string} words `start-end` */
function spanOf(words) {
  const [start, end] = words.split("-").map(Number);
  return { start, end };
}

/**
 * Shows the records.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  return new Records(root, answer, bus);
}
