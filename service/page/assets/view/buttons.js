/** Buttons that several views have. */

import { el } from "./dom.js";
import { timecode } from "./words.js";

/** Plays that moment. @param {number} seconds */
export function timeButton(seconds) {
  const text = timecode(seconds);
  return el("button", { type: "button", class: "time", text, "aria-label": `Play from ${text}`, dataset: { seconds } });
}

/**
 * A button that a view's one listener knows by its `act`.
 * @param {string} text
 * @param {string} act
 * @param {Record<string, any>} [more]
 */
export function plainButton(text, act, more = {}) {
  return el("button", { type: "button", class: "plain", text, dataset: { act }, ...more });
}
