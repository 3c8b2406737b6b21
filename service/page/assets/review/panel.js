/** The bar of a review: how far it has come, and what can be done with all of it. */

import { el } from "../view/dom.js";

const SURE = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

/**
 * @param {(name: string, given?: any) => void} act
 * @returns {{element: HTMLElement, show: (state: {of: number, decided: number, rejected: number, undo: boolean, redo: boolean, sure: (confidence: number) => number}) => void, say: (words: string, isProblem?: boolean) => void, selected: (words: string) => void, sure: () => number}}
 */
export function panel(act) {
  const button = (text, name, more = {}) => el("button", { type: "button", text, click: () => act(name), ...more });
  const progress = el("progress", { "aria-label": "Decided", max: 1, value: 0 });
  const counts = el("span", { class: "counts" });
  const level = /** @type {HTMLSelectElement} */ (el("select", { "aria-label": "How sure" }));
  level.append(...SURE.map((share) => el("option", { value: share, text: `${Math.round(share * 100)} %` })));
  level.value = "0.8";
  const sure = button("Accept", "sure");
  const [undo, redo] = [button("Undo", "undo"), button("Redo", "redo")];
  const words = button("Put selected words on record", "add");
  const status = el("p", { class: "review-said", role: "status" });
  const element = el(
    "section",
    { class: "review", "aria-label": "Review" },
    el("div", { class: "row" }, el("strong", { text: "Review" }), progress, counts, undo, redo, words, el("span", { class: "together" }, sure, level), button("Keys", "help", { "aria-keyshortcuts": "?" })),
    el(
      "div",
      { class: "row" },
      el("span", { class: "hint", text: "Download" }),
      button("Gold", "gold", { title: "As onrecord evaluate reads it" }),
      button("Its text", "text", { title: "To stand beside the gold" }),
      button("The review", "file", { title: "To go on with on another machine" }),
      picker("Compare with gold …", "compare", act),
      button("Forget", "forget", { title: "Delete this review from this browser" }),
    ),
    status,
  );
  const show = (state) => {
    progress.max = Math.max(1, state.of);
    progress.value = state.decided;
    counts.textContent = `${state.decided} of ${state.of} decided${state.rejected ? `, ${state.rejected} rejected` : ""}`;
    undo.disabled = !state.undo;
    redo.disabled = !state.redo;
    const number = state.sure(Number(level.value));
    sure.textContent = `Accept ${number} of at least`;
    sure.disabled = !number;
    show.last = state;
  };
  level.addEventListener("change", () => show.last && show(show.last));
  const say = (text, isProblem = false) => {
    status.textContent = text;
    status.classList.toggle("problem", isProblem);
  };
  const selected = (text) => (words.title = text ? `“${text}”` : "Select words in the transcript");
  return { element, show, say, selected, sure: () => Number(level.value) };
}

function picker(text, name, act) {
  const input = /** @type {HTMLInputElement} */ (el("input", { type: "file", accept: ".json,application/json", class: "unseen", tabindex: "-1", "aria-label": text }));
  input.addEventListener("change", () => {
    if (input.files?.[0]) act(name, input.files[0]);
    input.value = "";
  });
  return el("span", {}, el("button", { type: "button", text, click: () => input.click() }), input);
}
