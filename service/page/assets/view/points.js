/** Offsets of answers count Unicode code points; JavaScript's strings count UTF-16 units. */

/** A text that is cut by code points. */
export class Points {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.units = /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? unitsOf(text) : null;
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  /** @param {number} start @param {number} [end] */
  slice(start, end = this.length) {
    if (!this.units) return this.text.slice(start, end);
    return this.text.slice(this.units[Math.min(start, this.length)], this.units[Math.min(end, this.length)]);
  }
}

/** Where each code point begins, in units, and the end. @param {string} text */
function unitsOf(text) {
  const units = [];
  let at = 0;
  for (const point of text) {
    units.push(at);
    at += point.length;
  }
  return Uint32Array.from([...units, at]);
}

/** How many code points a string has. @param {string} words */
export function pointsIn(words) {
  let number = 0;
  for (const _ of words) number += 1;
  return number;
}
