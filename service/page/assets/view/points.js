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

  /** The code point that begins at a unit. @param {number} unit */
  at(unit) {
    return this.units ? after(this.units, (begin) => begin < unit) : unit;
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

/**
 * How many of the first things something is true of, where it is true of none behind the first of which it is not.
 * @template T
 * @param {ArrayLike<T>} things
 * @param {(thing: T) => boolean} isBefore
 */
export function after(things, isBefore) {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(things[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
