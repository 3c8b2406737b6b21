/** The keys of a review, and the sheet that tells them. */

import { el } from "../view/dom.js";
import { isOpen, popup } from "../view/popup.js";

/** What each key does: its name on the review, and what the sheet says. */
export const KEYS = [
  ["j", "next", "the next record"],
  ["k", "previous", "the record before"],
  ["a", "accept", "accept the record; on a value, that value"],
  ["x", "reject", "reject the record; on a value, take it out"],
  ["e", "edit", "edit the value in focus, or choose one"],
  ["n", "add", "put the selected words on record: a new record, or a value of the one that is chosen"],
  ["m", "join", "join two records: press on the one that stays, then on the other"],
  ["A", "sure", "accept all that are sure enough"],
  ["u", "undo", "take the last step back"],
  ["U", "redo", "take it again"],
  ["d", "difference", "the next difference to a second reader"],
  ["1", "mine", "settle it as this review has it"],
  ["2", "theirs", "settle it as the second reader has it"],
  ["?", "help", "this sheet"],
];
const BY_KEY = new Map(KEYS.map(([key, name]) => [key, name]));

/**
 * Calls what a key stands for, unless the reader is typing, or has switched the keys off.
 * @param {HTMLElement} root
 * @param {(name: string, event: KeyboardEvent) => void} act
 * @param {AbortSignal} signal
 */
export function listen(root, act, signal) {
  const keys = { on: true };
  const help = () => sheet(root, keys);
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyped(event.target)) return;
    const name = BY_KEY.get(event.key);
    if (!name || (!keys.on && name !== "help") || isOpen()) return;
    event.preventDefault();
    if (name === "help") help();
    else act(name, event);
  };
  document.addEventListener("keydown", pressed, { signal });
  return { help };
}

function isTyped(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function sheet(root, keys) {
  const box = el("input", { type: "checkbox", checked: keys.on, change: () => (keys.on = box.checked) });
  const rows = KEYS.flatMap(([key, , told]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: told })]);
  const dialog = popup(root, { class: "keys", "aria-labelledby": "keys-title" }, [
    el("h2", { id: "keys-title", text: "Keys" }),
    el("dl", {}, ...rows),
    el("label", { class: "tick" }, box, " Keys are on"),
    el("button", { type: "button", text: "Close", click: () => dialog.hidePopover() }),
  ]);
}
