/** Several records rest on the same words: which one is meant? */

import { el } from "./dom.js";

/**
 * Asks, right below the words.
 * @param {HTMLElement} mark
 * @param {import("./catalogue.js").Entry[]} entries
 * @param {(id: string) => void} go
 */
export function choose(mark, entries, go) {
  const menu = el("div", { class: "chooser", role: "menu", popover: "auto", "aria-label": "Records that rest on these words" });
  menu.append(...entries.map((entry) => item(entry)));
  menu.addEventListener("click", (event) => {
    const record = event.target.closest("[data-record]")?.dataset.record;
    if (!record) return;
    menu.hidePopover();
    go(record);
  });
  menu.addEventListener("keydown", moved);
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  mark.closest(".view").append(menu);
  menu.showPopover();
  placed(menu, mark);
  menu.firstElementChild.focus();
}

function item(entry) {
  return el(
    "button",
    { type: "button", role: "menuitem", class: `k${entry.rank < 0 ? "gap" : entry.rank % 8}`, dataset: { record: entry.id } },
    el("span", { class: "name", text: entry.name }),
    " ",
    el("span", { class: "short", text: entry.summary }),
  );
}

/** Below the words, or above where there is no room. */
function placed(menu, mark) {
  const words = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(words.left, innerWidth - width - 8));
  const below = words.bottom + 6;
  const top = below + height < innerHeight ? below : Math.max(8, words.top - height - 6);
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${top}px`);
}

function moved(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}
