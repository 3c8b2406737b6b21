/** Settling what two readers see differently. */

import { el } from "../view/dom.js";
import { compareWith, faultOf, list, table } from "./differences.js";
import { json } from "./files.js";
import { goldOf } from "./gold.js";
import { evidenceOf, kindsOf } from "./state.js";
import { recordOf, valuesOf } from "./ungold.js";

/** A second reader's gold beside a review. */
export class Comparing {
  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.element = el("section", { class: "comparing", "aria-label": "Compared with a second reader", hidden: true });
    this.theirs = null;
    this.settled = new Set(); // what stays as it is here
    this.at = 0;
  }

  /** @param {File} file */
  async load(file) {
    const { review } = this.desk;
    try {
      const theirs = await json(file);
      const fault = faultOf(theirs, review.answer.text, kindsOf(review.original));
      if (fault) throw new Error(fault);
      this.theirs = theirs;
      this.name = file.name;
      this.settled.clear();
      this.refresh();
      this.element.querySelector("h2")?.focus();
    } catch (error) {
      this.desk.say(error.message, true);
    }
  }

  refresh() {
    if (!this.theirs) return;
    const { review, lists } = this.desk;
    const { scores, differences } = compareWith(review.corrected(), this.theirs, review.answer.text, lists);
    this.differences = differences.filter(({ key }) => !this.settled.has(key));
    this.at = Math.min(this.at, Math.max(0, this.differences.length - 1));
    const number = this.differences.length;
    const told = number ? `${number} to settle: d goes to the next, 1 keeps it as it is here, 2 takes it from there.` : "Nothing is left to settle.";
    this.element.hidden = false;
    this.element.replaceChildren(
      el("h2", { text: `Compared with ${this.name}`, tabindex: "-1" }),
      el("details", { open: true }, el("summary", { text: "Agreement" }), el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Agreement" }, table(scores))),
      el("p", { class: "hint", text: told }),
      list(this.differences, (difference, side) => this.act(difference, side)),
      el("button", { type: "button", text: "End the comparison", click: () => this.end() }),
    );
    this.show();
  }

  end() {
    this.theirs = null;
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show() {
    const items = this.element.querySelectorAll(".differences > li");
    items.forEach((item, i) => (i === this.at ? item.setAttribute("aria-current", "true") : item.removeAttribute("aria-current")));
    return items[this.at];
  }

  /** Goes to the next difference, and to its record. */
  next() {
    if (!this.differences?.length) return this.desk.say("There is no difference to settle.");
    if (this.element.contains(document.activeElement)) this.at = (this.at + 1) % this.differences.length;
    this.look(this.differences[this.at]);
    this.show()?.querySelector("button")?.focus();
  }

  look({ id }) {
    if (id) this.desk.go(id);
  }

  /** @param {"mine" | "theirs"} side */
  settle(side) {
    const difference = this.theirs && this.differences[this.at];
    if (!difference) return this.desk.say("There is no difference to settle.");
    this.act(difference, side);
    this.show()?.querySelector("button")?.focus();
  }

  act(difference, side) {
    this.at = this.differences.indexOf(difference);
    if (side === "look") return this.look(difference);
    this.settled.add(difference.key);
    if (side === "mine") return this.refresh();
    this.desk.review.take(this.stepFor(difference));
  }

  /** What makes it here as it is there. @returns {import("./state.js").Step} */
  stepFor({ kind, id, gold, field, theirs }) {
    const { review } = this.desk;
    if (!gold) return { op: "reject", ids: [id] };
    if (!id) return { op: "add", kind, record: this.added(kind, gold) };
    const { record } = review.of(id);
    const [mine] = goldOf({ [kind]: [record] }, review.answer.text, this.desk.lists)[kind];
    const [before, after] = [valuesOf(kind, mine, record), valuesOf(kind, { ...mine, [field]: theirs }, record)];
    const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
    return { op: "set", id, values: Object.fromEntries(changed.map((name) => [name, after[name]])) };
  }

  added(kind, gold) {
    const { review, schemas } = this.desk;
    const evidence = (gold.content ?? gold.quotes).map((passage) => evidenceOf(review.words, spanOf(passage, review.answer.text), []));
    const number = review.steps.filter(({ op }) => op === "add").length;
    const empty = { ...schemas.record(kind, evidence[0], number), evidence };
    if (gold.content) empty.content = evidence.map((one) => ({ ...one, fields: ["content"] }));
    return recordOf(kind, gold, empty);
  }
}

function spanOf(passage, text) {
  if (typeof passage !== "string") return { start: passage[0], end: passage[1] };
  const start = Array.from(text.slice(0, text.indexOf(passage))).length;
  return { start, end: start + Array.from(passage).length };
}
