/** A review at work: what each button and key does to it, and how the view follows. */

import { catalogue, renew } from "../view/catalogue.js";
import { tell } from "../view/dom.js";
import { nameOf, save } from "../view/download.js";
import { ask } from "./add.js";
import * as cards from "./cards.js";
import { Comparing } from "./comparing.js";
import { form } from "./edit.js";
import { goldFile, goldOf } from "./gold.js";
import * as keys from "./keys.js";
import { panel } from "./panel.js";
import * as pick from "./pick.js";
import { evidenceOf, kindsOf } from "./state.js";
import { keepAll, keepSteps } from "./store.js";
import { valueOf } from "./values.js";

const JSON_TYPE = "application/json";

/**
 * @typedef {object} Given what a review needs from the page
 * @property {HTMLElement} root where its bar goes
 * @property {HTMLElement} view that shows the answer
 * @property {import("../view/view.js").Answer} shown what it shows
 * @property {EventTarget} bus on which all that happens there is told
 * @property {() => void} forget
 * @property {import("./schema.js").Schemas} schemas
 * @property {import("./agreement.js").Lists} lists
 */

/** The desk on which one review lies. */
export class Desk {
  /** @param {import("./state.js").Review} review @param {Given} given */
  constructor(review, given) {
    this.review = review;
    Object.assign(this, given);
    this.chosen = null;
    this.joining = null;
    this.selected = null;
    this.ending = new AbortController();
    this.panel = panel((name, value) => this.act(name, value));
    this.comparing = new Comparing(this);
    this.root.replaceChildren(this.panel.element, this.comparing.element);
    const { signal } = this.ending;
    this.keys = keys.listen(this.root, (name) => this.act(name), signal);
    pick.watch(this.view, (words) => this.select(words), signal);
    review.addEventListener("step", ({ detail }) => this.stepped(detail), { signal });
    this.follow(signal);
    this.count();
  }

  close() {
    this.ending.abort();
    this.root.replaceChildren();
  }

  /** Cards that are there, and those to come, get the buttons of a review. */
  follow(signal) {
    this.bus.addEventListener("card", ({ detail }) => this.dress(detail.record, detail.card), { signal });
    this.bus.addEventListener("select", ({ detail }) => (this.chosen = detail?.record ?? null), { signal });
    this.view.querySelectorAll(".card[data-filled]").forEach((card) => this.dress(card.dataset.record, card));
    for (const name of ["accept", "reject", "edit", "join"]) {
      this.bus.addEventListener(name, ({ detail }) => this.act(name, { id: detail.record, field: detail.button.dataset.field }), { signal });
    }
  }

  /** What was asked for by a button, a key, or a card. */
  act(name, given) {
    const does = this[`do_${name}`];
    if (does) return does.call(this, given ?? this.focused());
  }

  /** The record, and the field of it, that a key is meant for. */
  focused() {
    const at = document.activeElement?.closest?.("#records [data-record]");
    const field = document.activeElement?.closest?.("[data-field]")?.dataset.field;
    return at ? { id: at.dataset.record, field } : { id: this.chosen, field: undefined };
  }

  dress(id, card) {
    const reviewed = this.review.of(id);
    if (!reviewed) return;
    cards.dress(card, reviewed, this.schemas);
    card.querySelector("select.more")?.addEventListener("change", ({ target }) => this.do_edit({ id, field: target.value }));
  }

  cardOf(id) {
    return id && document.getElementById(id);
  }

  /** What is seen of a step: cards whose record says something else are made anew, others show what was decided. */
  stepped({ step, ids }) {
    const keep = this.kept ? keepSteps : keepAll; // what was looked at alone is not kept
    this.kept = true;
    keep(this.review).catch(() => this.say("This browser keeps nothing: download the review before you leave.", true));
    const { review } = this;
    const isVerdict = ["accept", "reject", "open"].includes(step.op);
    if (!isVerdict) renew(this.shown, { extraction: review.shown(), numbers: review.numbers() }, this.bus);
    for (const id of ids) {
      const card = this.cardOf(id);
      if (card?.dataset.filled === undefined) continue;
      if (isVerdict) cards.mark(card, review.of(id));
      else this.dress(id, card);
    }
    if (!isVerdict && review.of(ids[0])) tell(this.bus, "select", { record: ids[0], from: "review" });
    this.count();
    this.comparing.refresh();
  }

  count() {
    const { steps, undone } = this.review;
    const sure = (confidence) => this.review.open(confidence).length;
    this.panel.show({ ...this.review.counts(), undo: steps.length > 0, redo: undone.length > 0, sure });
  }

  say(words, isProblem = false) {
    this.panel.say(words, isProblem);
  }

  select(words) {
    this.selected = words && evidenceOf(this.review.words, words, []);
    this.panel.selected(this.selected?.text ?? "");
  }

  go(id) {
    tell(this.bus, "select", { record: id, from: "review", focus: false });
    const card = this.cardOf(id);
    card?.scrollIntoView({ block: "nearest" });
    card?.querySelector(".name")?.focus({ preventScroll: true });
  }

  /** Records in the order of the cards, less those that are not shown. */
  order() {
    return catalogue(this.shown).entries.map(({ id }) => id).filter((id) => !this.cardOf(id)?.hidden);
  }

  step(by) {
    const order = this.order();
    const at = order.indexOf(this.focused().id ?? "");
    const next = order[at < 0 ? 0 : at + by];
    if (next) this.go(next);
  }

  do_next() {
    this.step(1);
  }

  do_previous() {
    this.step(-1);
  }

  do_help() {
    this.keys.help();
  }

  do_accept({ id, field }) {
    if (!id) return this.say("Choose a record first.");
    if (field) return this.review.take({ op: "confirm", id, field });
    this.verdict(id, "accept", "accepted");
  }

  do_reject({ id, field }) {
    if (!id) return this.say("Choose a record first.");
    if (field) return this.empty(id, field);
    this.verdict(id, "reject", "rejected");
  }

  /** The same verdict twice takes it back. */
  verdict(id, op, verdict) {
    const before = this.review.of(id)?.verdict;
    this.review.take({ op: before === verdict ? "open" : op, ids: [id] });
    if (before !== verdict) this.nextOpen(id);
  }

  nextOpen(id) {
    const order = this.order();
    const at = order.indexOf(id);
    const next = [...order.slice(at + 1), ...order.slice(0, at)].find((other) => this.review.of(other)?.verdict === null);
    if (next) this.go(next);
    else this.say("All records are decided: download the gold.");
  }

  empty(id, field) {
    const { kind } = this.review.of(id);
    if (!this.schemas.mayBeEmpty(kind, field)) return this.say(`A ${this.schemas.nameOf(kind)} always has this: edit it, or reject the record.`);
    const schema = this.schemas.of(kind).properties[field];
    this.review.take({ op: "set", id, values: { [field]: this.schemas.empty(schema) } });
  }

  /** Edits in the card itself, so that the transcript stays in sight. */
  do_edit({ id, field }) {
    const card = this.cardOf(id);
    if (!card) return this.say("Choose a record first.");
    const choice = card.querySelector("select.more");
    const first = field ?? card.querySelector("dd[data-field]")?.dataset.field;
    if (!first) return choice?.focus();
    const { kind, record } = this.review.of(id);
    card.querySelector("form.edit")?.remove();
    const save = (value) => this.review.take({ op: "set", id, values: { [first]: value }, ...this.wordsFor(value) });
    const cancel = () => (made.remove(), this.go(id));
    const made = form(this.schemas, first, this.schemas.of(kind).properties[first], record[first], { save, cancel, taken: () => this.selected });
    const row = card.querySelector(`dd[data-field="${first}"]`);
    if (row) row.append(made);
    else card.append(made);
    made.querySelector("input, select")?.focus();
  }

  /** Selected words bear out a value that was made of them. */
  wordsFor(value) {
    const words = this.selected;
    return words && JSON.stringify(value ?? null).includes(JSON.stringify(words.text)) ? { words: { start: words.start, end: words.end } } : {};
  }

  async do_add() {
    // The browser tells of a selection later than it makes it: a quick key may come between.
    const words = pick.selectedIn(this.view);
    if (words) this.select(words);
    if (!this.selected) return this.pickByKeys();
    const evidence = this.selected;
    const one = this.review.of(this.chosen ?? "");
    const chosen = one && { kind: one.kind, name: catalogue(this.shown).names.get(one.record.id) ?? "the record" };
    const answer = await ask(this.root, evidence.text, kindsOf(this.review.original), this.schemas, chosen ?? null);
    if (!answer) return;
    const number = this.review.steps.filter(({ op }) => op === "add").length;
    const record = answer.own ? one.record : this.schemas.record(answer.kind, evidence, number);
    const values = answer.field ? this.valueFrom(answer.kind, answer.field, record, evidence) : {};
    if (answer.own) this.review.take({ op: "set", id: record.id, values, words: evidence });
    else this.review.take({ op: "add", kind: answer.kind, record: { ...record, ...values } });
    this.select(null);
    getSelection()?.removeAllRanges();
    this.go(record.id);
  }

  valueFrom(kind, field, record, evidence) {
    const schema = this.schemas.of(kind).properties[field];
    return { [field]: valueOf(this.schemas, schema, record[field], { ...evidence, fields: [field] }) };
  }

  pickByKeys() {
    const from = this.view.querySelector("mark.chosen") ?? this.view.querySelector("#transcript .words");
    if (from) pick.byKeys(from, (event) => event.key === "n" && this.act("add"));
    this.say("Select words: arrows go from word to word, with Shift the selection grows; n puts them on record.");
  }

  do_join({ id }) {
    if (!id) return this.say("Choose a record first.");
    if (!this.joining) {
      this.joining = id;
      return this.say(`${this.name(id)} stays; now press Join on the record that is the same event.`);
    }
    const [one, other] = [this.joining, id];
    this.joining = null;
    if (one === other) return this.say("Nothing is joined.");
    if (this.review.of(one).kind !== this.review.of(other).kind) return this.say("Only records of one kind are joined.", true);
    const told = `${this.name(other)} is now part of ${this.name(one)}.`;
    this.review.take({ op: "join", id: one, other });
    this.say(told);
  }

  name(id) {
    return catalogue(this.shown).names.get(id) ?? "The record";
  }

  do_sure() {
    const ids = this.review.open(this.panel.sure());
    if (!ids.length) return;
    this.review.take({ op: "accept", ids });
    this.say(`${ids.length} accepted.`);
  }

  do_undo() {
    this.say(this.review.undo() ? "Taken back." : "There is nothing to take back.");
  }

  do_redo() {
    this.say(this.review.redo() ? "Done again." : "There is nothing to do again.");
  }

  do_gold() {
    const open = this.review.open().length;
    save(`${nameOf(this.review.answer)}.gold.json`, goldFile(goldOf(this.review.corrected(), this.review.answer.text, this.lists)), JSON_TYPE);
    this.say(open ? `${open} records nobody decided about are in the gold as they were found: they count as right.` : "All records in the gold are decided.");
  }

  do_text() {
    save(`${nameOf(this.review.answer)}.txt`, this.review.answer.text, "text/plain");
  }

  do_file() {
    save(`${nameOf(this.review.answer)}.review.json`, `${JSON.stringify(this.review.file())}\n`, JSON_TYPE);
    this.say("Drop this file on the page, on any machine, to go on.");
  }

  do_forget() {
    this.forget();
  }

  do_compare(file) {
    return this.comparing.load(file);
  }

  do_difference() {
    this.comparing.next();
  }

  do_mine() {
    this.comparing.settle("mine");
  }

  do_theirs() {
    this.comparing.settle("theirs");
  }
}
