/** The records as cards, beside the transcript: by their types, but for the first ones filled once they are looked at. */

import { card, fill, gapCard } from "./card.js";
import { catalogue, GAPS } from "./catalogue.js";
import { el, inChunks, tell } from "./dom.js";
import { heading } from "./words.js";

const FIRST = 40; // cards that are there, and filled, at once
const TOGETHER = 8; // cards that are filled, and drawn, together: browsers look after few things sooner than after many

/** The cards, and what happens on them. */
class Records {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.root = root;
    this.bus = bus;
    this.catalogue = catalogue(answer);
    this.cards = new Map();
    this.filled = new Set();
    this.near = new Set();
    this.shown = (entry) => entry.kind !== GAPS;
    this.seen = new IntersectionObserver((changes) => changes.forEach(({ target, isIntersecting }) => this.saw(target, isIntersecting)), {
      rootMargin: "300px",
    });
    this.build();
    this.listen();
  }

  build() {
    const { kinds, entries, gaps } = this.catalogue;
    this.lists = new Map();
    const groups = kinds.map((kind) => this.group(kind, heading(kind)));
    if (gaps.length) groups.push(this.group(GAPS, "Not settled"));
    this.nothing = el("p", { class: "hint", text: "Nothing here that goes on record." });
    this.root.replaceChildren(this.nothing, ...groups);
    this.count();
    inChunks([...entries, ...gaps], (entry) => this.add(this.catalogue.byId.get(entry.id)), { first: FIRST });
  }

  group(kind, title) {
    const list = el("div", { class: "cards" });
    const named = el("h3", { text: title });
    const group = el("section", { class: "group", "aria-label": title, dataset: { kind } }, named, list);
    this.lists.set(kind, { group, list, named, title });
    return group;
  }

  /** How many there are of each kind that is shown. */
  count() {
    const { entries, gaps } = this.catalogue;
    const numbers = new Map([[GAPS, gaps.length]]);
    for (const entry of entries) if (this.shown(entry)) numbers.set(entry.kind, (numbers.get(entry.kind) ?? 0) + 1);
    for (const [kind, { group, named, title }] of this.lists) {
      named.textContent = `${title} (${numbers.get(kind) ?? 0})`;
      group.hidden = !numbers.get(kind);
    }
    this.nothing.hidden = entries.length > 0;
  }

  /** The card of an entry, made if it is not there. */
  add(entry) {
    if (!entry || this.cards.has(entry.id)) return this.cards.get(entry?.id);
    const made = this.made(entry);
    const bundle = this.put(entry, made);
    if (this.cards.size <= FIRST || this.near.has(bundle)) this.fill(made);
    return made;
  }

  made(entry) {
    const made = entry.kind === GAPS ? gapCard(entry, this.catalogue) : card(entry);
    this.cards.set(entry.id, made);
    made.hidden = !this.shown(entry) && entry.kind !== GAPS;
    return made;
  }

  /** At its place in the list of its kind, which is at the end but where a reader was there first. */
  put(entry, made) {
    const { list } = this.lists.get(entry.kind);
    const before = (other) => this.catalogue.byId.get(other.id).order < entry.order;
    const bundle = [...list.children].findLast((one) => before(one.firstElementChild)) ?? list.firstElementChild;
    const last = bundle && [...bundle.children].findLast(before);
    const isFull = bundle?.children.length >= TOGETHER && last === list.lastElementChild.lastElementChild;
    if (!bundle || isFull) return this.bundle(list, made);
    if (last) last.after(made);
    else bundle.prepend(made);
    bundle.hidden &&= made.hidden;
    return bundle;
  }

  bundle(list, made) {
    const bundle = el("div", { class: "bundle", hidden: made.hidden }, made);
    list.append(bundle);
    this.seen.observe(bundle);
    return bundle;
  }

  saw(bundle, isNear) {
    if (isNear) this.near.add(bundle);
    else this.near.delete(bundle);
    if (isNear) [...bundle.children].forEach((made) => this.fill(made));
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
    bus.addEventListener("change", ({ detail }) => this.change(detail));
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
    for (const [id, made] of this.cards) made.hidden = !shown(this.catalogue.byId.get(id));
    for (const bundle of this.root.querySelectorAll(".bundle")) bundle.hidden = [...bundle.children].every((made) => made.hidden);
    this.count();
  }

  /** Cards of records that came, went, or say something else. */
  change({ came, went }) {
    const coming = new Set(came.map(({ id }) => id));
    went.filter(({ id }) => !coming.has(id)).forEach(({ id }) => this.remove(id));
    for (const entry of came) {
      if (this.cards.has(entry.id)) this.replace(entry);
      else this.add(entry);
    }
    this.count();
  }

  remove(id) {
    const made = this.cards.get(id);
    const bundle = made?.parentElement;
    made?.remove();
    this.cards.delete(id);
    this.filled.delete(id);
    if (this.chosen === made) this.chosen = null;
    if (bundle && !bundle.childElementCount) bundle.remove();
  }

  /** The reader stays on the card, and on the button of it. */
  replace(entry) {
    const before = this.cards.get(entry.id);
    const focused = before.contains(document.activeElement) ? document.activeElement : null;
    const made = this.made(entry);
    made.classList.toggle("chosen", this.chosen === before);
    if (this.chosen === before) this.chosen = made;
    before.replaceWith(made);
    if (this.filled.delete(entry.id)) this.fill(made);
    if (focused) (like(made, focused) ?? made.querySelector(".name")).focus({ preventScroll: true });
  }
}

/** The button of a card that does what another one did on the card before it. */
function like(made, { dataset, className }) {
  const { act, field } = dataset;
  return [...made.querySelectorAll("button")].find((button) => act && button.dataset.act === act && button.dataset.field === field && button.className === className);
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
