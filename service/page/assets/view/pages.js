/** A long list, some rows at a time: more of them as the reader comes to its end. */

import { el } from "./dom.js";

const FIRST = 16; // rows that are there at once: what a click waits for
const ROWS = 40;

/**
 * @template T
 */
export class Pages {
  /** @param {(rows: T[]) => void} add shows further rows behind those that are there */
  constructor(add) {
    this.add = add;
    this.more = el("button", { type: "button", class: "plain", text: "Show more", click: () => this.grow() });
    this.end = new IntersectionObserver(([change]) => change.isIntersecting && this.grow());
  }

  /** Begins anew. @param {T[]} rows */
  show(rows) {
    this.rows = rows;
    this.shown = 0;
    this.grow(FIRST);
  }

  grow(number = ROWS) {
    const next = this.rows.slice(this.shown, this.shown + number);
    this.shown += next.length;
    this.add(next);
    this.more.hidden = this.shown >= this.rows.length;
    this.end.unobserve(this.more);
    this.end.observe(this.more); // it tells anew: the end may still be in sight
  }
}
