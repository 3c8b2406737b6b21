/** The transcript with all evidence marked: every mark leads to its records, and each record to its words. */

import { parts } from "./blocks.js";
import { timeButton } from "./buttons.js";
import { catalogue, GAPS, spansFor } from "./catalogue.js";
import { choose } from "./chooser.js";
import { el, inChunks, tell } from "./dom.js";
import { isSame, linesOf, pieces } from "./pieces.js";
import { after, pointsIn } from "./points.js";
import { titleOf } from "./stories.js";

const TOGETHER = 8; // paragraphs
const LONG = 2500; // characters of as many
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where the characters of each text node of a transcript begin. @type {WeakMap<Node, number>} */
const offsets = new WeakMap();

/**
 * A paragraph as it is drawn.
 * @typedef {import("./blocks.js").Block & {
 *   at: number, element: HTMLElement, lines: import("./pieces.js").Line[], pieces: Shown[] | null, isMarked: boolean}} Drawn
 * @typedef {import("./pieces.js").Piece & {block: Drawn, mark: HTMLElement | null}} Shown
 */

/** The transcript, its paragraphs, and the marks in them: a paragraph is marked once it is near, and anew where its records change. */
class Transcript {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.root = root;
    this.bus = bus;
    this.catalogue = catalogue(answer);
    this.blocks = [];
    this.near = new Set();
    /** @type {WeakMap<Element, Shown>} */
    this.pieceOf = new WeakMap();
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
      section.append(...together(blocks).map((some) => this.stretch(some)));
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
    this.blocks.push({ ...block, at: this.blocks.length, element: words, lines: [], pieces: null, isMarked: true });
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
    this.bus.addEventListener("change", ({ detail }) => this.change(detail));
  }

  saw(stretch, isNear) {
    if (isNear) this.near.add(stretch);
    else this.near.delete(stretch);
    if (isNear) this.markStretch(stretch);
  }

  markStretch({ dataset: { from, to } }) {
    this.blocks.slice(Number(from), Number(to)).forEach((block) => this.markBlock(block));
  }

  /** Marks anew what looks different now: first what is near, and then the rest. */
  mark() {
    this.running?.abort();
    this.running = new AbortController();
    this.lay([...this.catalogue.entries, ...this.catalogue.gaps].filter(this.shown));
    this.near.forEach((stretch) => this.markStretch(stretch));
    const left = this.blocks.filter((block) => !block.isMarked);
    inChunks(left, (block) => this.markBlock(block), { first: this.near.size ? 0 : 6, signal: this.running.signal });
  }

  /** Gives each paragraph the lines that run through it. */
  lay(entries) {
    const through = this.blocks.map(() => []);
    for (const line of linesOf(entries)) {
      for (let i = this.blockAt(line.start).at; i < this.blocks.length && this.blocks[i].start < line.end; i++) through[i].push(line);
    }
    this.blocks.forEach((block, i) => {
      if (isSame(block.lines, through[i])) return;
      Object.assign(block, { lines: through[i], pieces: null, isMarked: false });
    });
  }

  markBlock(block) {
    if (block.isMarked) return;
    block.isMarked = true;
    const focused = block.element.contains(document.activeElement) ? this.pieceOf.get(document.activeElement) : null;
    block.element.replaceChildren(...this.piecesOf(block).map((piece) => this.pieceNode(piece)));
    const again = focused && this.piecesOf(block).find((piece) => piece.mark && piece.start >= focused.start);
    if (again) this.enter(again.mark);
    else if (!this.entrance?.isConnected) this.asEntrance(block.element.querySelector("mark[role=link]"));
  }

  /** @param {Drawn} block @returns {Shown[]} */
  piecesOf(block) {
    block.pieces ??= pieces(block.lines, block.start, block.end).map((piece) => ({ ...piece, block, mark: null }));
    return block.pieces;
  }

  pieceNode(piece) {
    const text = this.placed(this.catalogue.points.slice(piece.start, piece.end), piece.start);
    if (!piece.ids.length) return text;
    const mark = el("mark");
    const inner = this.catalogue.byId.get(piece.ids[0]);
    mark.style.setProperty("--k", inner.kind === GAPS ? "var(--gap)" : `var(--k${inner.rank % 8})`);
    piece.lanes.forEach((rank, lane) => {
      if (rank !== null) mark.style.setProperty(`--l${lane}`, rank < 0 ? "var(--line-gap)" : `var(--line-k${rank % 8})`);
    });
    if (piece.begins.length) this.asLink(mark, piece);
    mark.append(text);
    piece.mark = mark;
    this.pieceOf.set(mark, piece);
    this.dress(piece);
    return mark;
  }

  asLink(mark, piece) {
    mark.setAttribute("role", "link");
    mark.tabIndex = -1;
    mark.setAttribute("aria-details", piece.begins.at(-1));
    mark.title = piece.ids.map((id) => this.catalogue.byId.get(id).name).join(", ");
  }

  dress(piece) {
    const within = (shown) =>
      shown && piece.ids.includes(shown.id) && shown.spans.some((s) => s.start <= piece.start && piece.end <= s.end);
    piece.mark.classList.toggle("chosen", Boolean(within(this.chosen)));
    piece.mark.classList.toggle("peeked", Boolean(within(this.peeked)));
  }

  /** The marked pieces of some words, marked now if they were not yet. */
  marksOf(spans) {
    const found = new Set();
    for (const { start, end } of spans) {
      for (let i = this.blockAt(start).at; i < this.blocks.length && this.blocks[i].start < end; i++) {
        this.markBlock(this.blocks[i]);
        this.piecesOf(this.blocks[i]).filter((piece) => piece.mark && piece.start < end && start < piece.end).forEach((piece) => found.add(piece));
      }
    }
    return found;
  }

  /** The paragraph of a character. @param {number} start @returns {Drawn} */
  blockAt(start) {
    return this.blocks[Math.min(after(this.blocks, ({ end }) => end <= start), this.blocks.length - 1)];
  }

  /** Shows the words of a record, or of a field of it, and goes there unless the reader is there already. */
  select({ record, field, evidence, from, focus }) {
    const entry = this.catalogue.byId.get(record);
    this.repaint("chosen", entry ? { id: entry.id, spans: evidence ? [evidence] : spansFor(entry, field) } : null);
    if (!entry || from === "document") return;
    const [{ start, end }] = this.chosen.spans;
    const mark = [...this.marksOf([{ start, end }])][0]?.mark;
    goTo(mark ?? this.blockAt(start).element);
    if (focus && mark) this.enter(mark);
  }

  /** Records came or went: what is chosen, or looked at, is what it is now. */
  change({ went }) {
    for (const which of ["chosen", "peeked"]) {
      const entry = this[which] && this.catalogue.byId.get(this[which].id);
      if (went.some(({ id }) => id === this[which]?.id)) this[which] = entry ? { id: entry.id, spans: entry.spans } : null;
    }
    this.mark();
  }

  peek(detail) {
    const entry = detail && this.catalogue.byId.get(detail.record);
    this.repaint("peeked", entry ? { id: entry.id, spans: detail.evidence ? [detail.evidence] : spansFor(entry, detail.field) } : null);
  }

  repaint(which, next) {
    const before = this[which];
    this[which] = next;
    const touched = this.marksOf([...(before?.spans ?? []), ...(next?.spans ?? [])]);
    touched.forEach((piece) => this.dress(piece));
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
    const block = this.blockAt(point);
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
    const { ids } = this.pieceOf.get(mark);
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
    const from = this.pieceOf.get(mark);
    let { at } = from.block;
    let i = this.piecesOf(from.block).indexOf(from) + by;
    for (;;) {
      const all = this.piecesOf(this.blocks[at]);
      for (; i >= 0 && i < all.length; i += by) if (all[i].begins.length) return this.enter(this.markOf(all[i]));
      at += by;
      if (at < 0 || at >= this.blocks.length) return undefined;
      i = by > 0 ? 0 : this.piecesOf(this.blocks[at]).length - 1;
    }
  }

  markOf(piece) {
    this.markBlock(piece.block);
    return piece.mark;
  }

  /** One mark at a time is a stop of the tabulator; arrows go on from there. */
  enter(mark) {
    this.asEntrance(mark);
    mark.focus();
  }

  asEntrance(mark) {
    if (!mark) return;
    if (this.entrance) this.entrance.tabIndex = -1;
    this.entrance = mark;
    mark.tabIndex = 0;
  }

  hovered(event) {
    const mark = event.target.closest("mark");
    const record = mark ? this.pieceOf.get(mark).ids[0] : null;
    if (record !== (this.peeked?.id ?? null)) tell(this.bus, "peek", record ? { record, from: "document" } : null);
  }
}

/** What is drawn on the way gets its true height only then, and pushes the words out of sight again: a few pictures are looked at. */
function goTo(element, pictures = 4) {
  const { top, bottom } = element.getBoundingClientRect();
  if (pictures === 4 || bottom < 0 || top > innerHeight) element.scrollIntoView({ block: "center" });
  if (pictures > 0) requestAnimationFrame(() => goTo(element, pictures - 1));
}

/** Paragraphs by stretches of about a screen. @param {import("./blocks.js").Block[]} blocks */
function together(blocks) {
  const all = [];
  for (const block of blocks) {
    const last = all.at(-1);
    if (last && last.length < TOGETHER && block.end - last[0].start < LONG) last.push(block);
    else all.push([block]);
  }
  return all;
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
