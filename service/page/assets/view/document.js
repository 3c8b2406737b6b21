/** The transcript with all evidence marked: every mark leads to its records, and each record to its words. */

import { parts } from "./blocks.js";
import { timeButton } from "./buttons.js";
import { catalogue, GAPS, spansFor } from "./catalogue.js";
import { choose } from "./chooser.js";
import { el, inChunks, tell } from "./dom.js";
import { pieces } from "./pieces.js";
import { pointsIn } from "./points.js";
import { titleOf } from "./stories.js";

const TOGETHER = 8; // paragraphs
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where the characters of each text node of a transcript begin. @type {WeakMap<Node, number>} */
const offsets = new WeakMap();

/** The transcript, its paragraphs, and the marks in them. */
class Transcript {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.root = root;
    this.bus = bus;
    this.catalogue = catalogue(answer);
    this.blocks = [];
    this.near = new Set();
    this.chosen = null;
    this.peeked = null;
    this.shown = (entry) => entry.kind !== GAPS;
    this.build(parts(this.catalogue.points, answer.extraction));
    this.watch();
    this.mark();
  }

  build(found) {
    const sections = found.map(({ story, blocks }, i) => {
      const id = story ? `text-${story.id}` : `text-${i}`;
      const titled = story && found.length > 1;
      const section = el("section", { class: `part ${story?.kind ?? "story"}`, id, tabindex: titled ? "-1" : null });
      if (titled) {
        section.setAttribute("aria-labelledby", `${id}-title`);
        section.append(el("h3", { id: `${id}-title`, text: titleOf(story, found.map((part) => part.story).filter(Boolean)) }));
      }
      for (let at = 0; at < blocks.length; at += TOGETHER) section.append(this.stretch(blocks.slice(at, at + TOGETHER)));
      return section;
    });
    this.root.replaceChildren(...sections);
  }

  /** A few paragraphs, drawn together once they are near. */
  stretch(blocks) {
    const from = this.blocks.length;
    const made = el("div", { class: "stretch" }, ...blocks.map((block) => this.paragraph(block)));
    Object.assign(made.dataset, { from, to: this.blocks.length });
    return made;
  }

  paragraph(block) {
    const words = el("p", { class: "words" });
    const told = { ...block, element: words, marked: null, from: 0, to: 0 };
    this.blocks.push(told);
    const said = this.catalogue.points.slice(block.start, block.end);
    words.append(this.placed(said, block.start));
    if (!said.trim()) return words;
    const time = block.time === null ? null : timeButton(block.time);
    const speaker = block.speaker ? el("span", { class: "speaker", text: block.speaker }) : null;
    const head = time || speaker ? el("div", { class: "head" }, speaker, time) : null;
    return el("div", { class: "block" }, head, words);
  }

  placed(words, start) {
    const node = document.createTextNode(words);
    offsets.set(node, start);
    return node;
  }

  watch() {
    const seen = new IntersectionObserver(
      (changes) => changes.forEach(({ target, isIntersecting }) => this.saw(target, isIntersecting)),
      { rootMargin: "600px" },
    );
    const { root } = this;
    root.querySelectorAll(".stretch").forEach((stretch) => seen.observe(stretch));
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("pointerover", (event) => this.hovered(event));
    root.addEventListener("pointerleave", () => tell(this.bus, "peek", null));
    this.bus.addEventListener("select", ({ detail }) => this.select(detail));
    this.bus.addEventListener("peek", ({ detail }) => this.peek(detail));
    this.bus.addEventListener("spoken", ({ detail }) => this.spoken(detail));
    this.bus.addEventListener("filter", ({ detail }) => {
      this.shown = detail.shown;
      this.mark();
    });
  }

  saw(stretch, isNear) {
    if (isNear) this.near.add(stretch);
    else this.near.delete(stretch);
    if (isNear) this.markStretch(stretch);
  }

  markStretch({ dataset: { from, to } }) {
    this.blocks.slice(Number(from), Number(to)).forEach((block) => this.markBlock(block));
  }

  /** Marks anew what is in sight, and then the rest. */
  mark() {
    this.running?.abort();
    this.running = new AbortController();
    const entries = [...this.catalogue.entries, ...this.catalogue.gaps].filter(this.shown);
    const cuts = this.blocks.map((block) => block.start);
    this.pieces = pieces(entries, this.catalogue.points.length, cuts);
    this.elements = Array(this.pieces.length).fill(null);
    let next = 0;
    for (const block of this.blocks) {
      block.from = next;
      while (next < this.pieces.length && this.pieces[next].start < block.end) next += 1;
      block.to = next;
      block.marked = null;
    }
    this.near.forEach((stretch) => this.markStretch(stretch));
    inChunks(this.blocks, (block) => this.markBlock(block), { first: 6, signal: this.running.signal });
  }

  markBlock(block) {
    if (block.marked === this.pieces) return;
    block.marked = this.pieces;
    const nodes = [];
    for (let i = block.from; i < block.to; i++) nodes.push(this.pieceNode(i));
    block.element.replaceChildren(...nodes);
  }

  pieceNode(i) {
    const piece = this.pieces[i];
    const text = this.placed(this.catalogue.points.slice(piece.start, piece.end), piece.start);
    if (!piece.ids.length) return text;
    const mark = el("mark", { dataset: { piece: i } });
    const inner = this.catalogue.byId.get(piece.ids[0]);
    mark.style.setProperty("--k", inner.kind === GAPS ? "var(--gap)" : `var(--k${inner.rank % 8})`);
    piece.lanes.forEach((rank, lane) => {
      if (rank !== null) mark.style.setProperty(`--l${lane}`, rank < 0 ? "var(--line-gap)" : `var(--line-k${rank % 8})`);
    });
    if (piece.begins.length) this.asLink(mark, piece);
    mark.append(text);
    this.elements[i] = mark;
    this.dress(mark, piece);
    return mark;
  }

  asLink(mark, piece) {
    mark.setAttribute("role", "link");
    mark.tabIndex = this.entrance ? -1 : 0;
    this.entrance ??= mark;
    mark.setAttribute("aria-details", piece.begins.at(-1));
    mark.title = piece.ids.map((id) => this.catalogue.byId.get(id).name).join(", ");
  }

  dress(mark, piece) {
    const within = (shown) =>
      shown && piece.ids.includes(shown.id) && shown.spans.some((s) => s.start <= piece.start && piece.end <= s.end);
    mark.classList.toggle("chosen", Boolean(within(this.chosen)));
    mark.classList.toggle("peeked", Boolean(within(this.peeked)));
  }

  /** The marks of some words, made if they are not there yet. */
  marksOf(spans) {
    const found = [];
    for (const span of spans) {
      for (let i = this.pieceAt(span.start); i < this.pieces.length && this.pieces[i].start < span.end; i++) {
        if (!this.elements[i]) this.markBlock(this.blockOf(i));
        if (this.elements[i]) found.push(i);
      }
    }
    return [...new Set(found)];
  }

  pieceAt(start) {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle].end <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  blockOf(piece) {
    return this.blocks.find((block) => piece < block.to);
  }

  /** Shows the words of a record, or of a field of it, and goes there unless the reader is there already. */
  select({ record, field, evidence, from, focus }) {
    const entry = this.catalogue.byId.get(record);
    this.repaint("chosen", entry ? { id: entry.id, spans: evidence ? [evidence] : spansFor(entry, field) } : null);
    if (!entry || from === "document") return;
    const [first] = this.chosen.spans;
    const mark = this.elements[this.pieceAt(first.start)];
    (mark ?? this.blockOf(this.pieceAt(first.start)).element).scrollIntoView({ block: "center" });
    if (focus && mark) this.enter(mark);
  }

  peek(detail) {
    const entry = detail && this.catalogue.byId.get(detail.record);
    this.repaint("peeked", entry ? { id: entry.id, spans: detail.evidence ? [detail.evidence] : spansFor(entry, detail.field) } : null);
  }

  repaint(which, next) {
    const before = this[which];
    this[which] = next;
    const touched = this.marksOf([...(before?.spans ?? []), ...(next?.spans ?? [])]);
    touched.forEach((i) => this.dress(this.elements[i], this.pieces[i]));
  }

  /** Marks the words that are being said, where the browser can without touching the page. */
  spoken(words) {
    const range = words && this.rangeOf(words.start, words.end);
    if (!globalThis.CSS?.highlights) return;
    if (!range) CSS.highlights.delete("spoken");
    else CSS.highlights.set("spoken", new Highlight(range));
    const place = range?.getBoundingClientRect();
    if (words?.follow && place && (place.top < 90 || place.bottom > innerHeight - 90)) {
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
  }

  /** The characters from `start` to `end`, as the browser has them. */
  rangeOf(start, end) {
    const [from, to] = [this.nodeAt(start), this.nodeAt(end - 1)];
    if (!from || !to) return null;
    const range = document.createRange();
    const units = (node, at) => this.catalogue.points.slice(offsets.get(node), at).length;
    range.setStart(from, units(from, start));
    range.setEnd(to, units(to, end));
    return range;
  }

  nodeAt(point) {
    const block = this.blocks.find(({ end }) => point < end);
    if (!block) return null;
    this.markBlock(block);
    const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
    let found = null;
    while (walker.nextNode() && offsets.get(walker.currentNode) <= point) found = walker.currentNode;
    return found;
  }

  clicked(event) {
    const time = event.target.closest("button.time");
    if (time) tell(this.bus, "play", { seconds: Number(time.dataset.seconds) });
    const mark = event.target.closest("mark");
    if (mark && getSelection()?.isCollapsed !== false) this.follow(mark, event.detail === 0);
  }

  follow(mark, focus) {
    const { ids } = this.pieces[Number(mark.dataset.piece)];
    const go = (record) => tell(this.bus, "select", { record, from: "document", focus });
    if (ids.length === 1) go(ids[0]);
    else choose(mark, ids.map((id) => this.catalogue.byId.get(id)), go);
  }

  pressed(event) {
    const mark = event.target.closest?.("mark[role=link]");
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") this.follow(mark, true);
    else if (event.key in STEPS) this.step(mark, STEPS[event.key]);
    else return;
    event.preventDefault();
  }

  step(mark, by) {
    for (let i = Number(mark.dataset.piece) + by; i >= 0 && i < this.pieces.length; i += by) {
      if (!this.pieces[i].begins.length) continue;
      this.markBlock(this.blockOf(i));
      this.enter(this.elements[i]);
      return;
    }
  }

  /** One mark at a time is a stop of the tabulator; arrows go on from there. */
  enter(mark) {
    if (this.entrance) this.entrance.tabIndex = -1;
    this.entrance = mark;
    mark.tabIndex = 0;
    mark.focus();
  }

  hovered(event) {
    const mark = event.target.closest("mark");
    const record = mark ? this.pieces[Number(mark.dataset.piece)].ids[0] : null;
    if (record !== (this.peeked?.id ?? null)) tell(this.bus, "peek", record ? { record, from: "document" } : null);
  }
}


/**
 * Shows the transcript.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  return new Transcript(root, answer, bus);
}

/**
 * The words that a reader has selected, in code points; null where nothing of the transcript is.
 * @param {Range} range
 * @returns {{start: number, end: number} | null}
 */
export function offsetsOf(range) {
  const root = range.commonAncestorContainer;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let [start, end] = [null, null];
  for (let node = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode(); node; node = walker.nextNode()) {
    if (!offsets.has(node) || !range.intersectsNode(node)) continue;
    const words = node.data;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : words.length;
    start ??= offsets.get(node) + pointsIn(words.slice(0, from));
    end = offsets.get(node) + pointsIn(words.slice(0, to));
  }
  return start === null || end <= start ? null : { start, end };
}
