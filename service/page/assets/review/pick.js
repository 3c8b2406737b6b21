/** Words of the transcript, selected with the pointer or by keys alone. */

import { offsetsOf } from "../view/document.js";

const WAYS = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] };

/**
 * What is selected at this moment.
 * @param {HTMLElement} root that holds the transcript
 * @returns {{start: number, end: number} | null} null where nothing of the transcript is
 */
export function selectedIn(root) {
  const selection = getSelection();
  const text = root.querySelector("#transcript");
  if (!selection?.rangeCount || selection.isCollapsed || !text?.contains(selection.anchorNode)) return null;
  return offsetsOf(selection.getRangeAt(0));
}

/**
 * Keeps what was selected last.
 * @param {HTMLElement} root that holds the transcript
 * @param {(words: {start: number, end: number}) => void} told
 * @param {AbortSignal} signal
 */
export function watch(root, told, signal) {
  document.addEventListener(
    "selectionchange",
    () => {
      const words = selectedIn(root);
      if (words) told(words);
    },
    { signal },
  );
}

/**
 * Selects by keys: arrows go from word to word and line to line, with Shift the selection grows, Escape and Enter end it.
 * @param {HTMLElement} from where to begin: a mark, or a paragraph
 * @param {(event: KeyboardEvent) => void} other any other key
 */
export function byKeys(from, other) {
  const selection = getSelection();
  if (!selection) return;
  from.scrollIntoView({ block: "center" });
  const first = document.createTreeWalker(from, NodeFilter.SHOW_TEXT).nextNode() ?? from;
  selection.setBaseAndExtent(first, 0, first, 0);
  selection.modify("extend", "forward", "word");
  const ending = new AbortController();
  const pressed = (event) => {
    const way = WAYS[event.key];
    if (way) step(selection, way, event.shiftKey);
    else if (event.key === "Shift") return;
    else {
      ending.abort();
      if (event.key !== "Escape" && event.key !== "Enter") other(event);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", pressed, { capture: true, signal: ending.signal });
  document.addEventListener("pointerdown", () => ending.abort(), { capture: true, signal: ending.signal });
}

function step(selection, [way, unit], grows) {
  if (grows) return selection.modify("extend", way, unit);
  if (way === "forward") selection.collapseToEnd();
  else selection.collapseToStart();
  if (unit === "line") selection.modify("move", way, unit);
  else if (way === "backward") selection.modify("move", way, unit);
  selection.modify("extend", "forward", "word");
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
}
