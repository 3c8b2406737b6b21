/**
 * A dialog over the page. The browser's own modal one makes all that is below it inert, and looks at each element of a
 * long transcript for that: a second. This one keeps the tabulator instead; Escape and a click beside it close it.
 */

import { el } from "./dom.js";

/**
 * Opens it, and gives it the focus.
 * @param {HTMLElement} root
 * @param {Record<string, any>} given of the element: its class, and what names it
 * @param {Node[]} children
 * @param {() => void} [closed]
 * @returns {HTMLElement}
 */
export function popup(root, given, children, closed) {
  const made = el("div", { ...given, class: `dialog ${given.class}`, role: "dialog", "aria-modal": "true", popover: "auto", tabindex: "-1" }, ...children);
  made.addEventListener("keydown", (event) => event.key === "Tab" && kept(event, made));
  made.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    made.remove();
    closed?.();
  });
  root.append(made);
  made.showPopover();
  (made.querySelector("select, input, textarea") ?? made).focus();
  return made;
}

/** Whether one is open. */
export function isOpen() {
  return document.querySelector(".dialog:popover-open") !== null;
}

/** The tabulator goes round within it. */
function kept(event, made) {
  const stops = [...made.querySelectorAll("button, input, select, textarea")];
  const end = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== end && !(event.shiftKey && document.activeElement === made)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
