/** Elements with text alone: no markup is ever parsed. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. `class`, `text` and `dataset` are what they say, functions are listeners, all else is an attribute.
 * @param {string} name
 * @param {Record<string, any>} [given]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "text") made.textContent = value;
    else if (key === "dataset") Object.assign(made.dataset, value);
    else if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * A picture of one path, for buttons; it says nothing to screen readers.
 * @param {string} path
 */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}

/**
 * Works on all items, a part at a time, so that the page answers meanwhile.
 * @template T
 * @param {T[]} items
 * @param {(item: T, index: number) => void} work
 * @param {{first?: number, signal?: AbortSignal}} [how] how many at once, before anything is seen
 */
export function inChunks(items, work, { first = 0, signal } = {}) {
  let next = 0;
  const upTo = (end) => {
    for (; next < Math.min(end, items.length); next++) work(items[next], next);
  };
  const idle = globalThis.requestIdleCallback ?? ((go) => setTimeout(() => go({ timeRemaining: () => 8 }), 1));
  const go = (deadline) => {
    if (signal?.aborted) return;
    do upTo(next + 24); while (next < items.length && deadline.timeRemaining() > 4);
    if (next < items.length) idle(go, { timeout: 100 });
  };
  upTo(first);
  if (next < items.length) idle(go, { timeout: 100 });
}

/**
 * Tells of something that happened, to everybody who listens.
 * @param {EventTarget} bus
 * @param {string} name
 * @param {object | null} detail
 */
export function tell(bus, name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/**
 * Says a short thing to those who see and to those who listen.
 * @param {HTMLElement} within
 * @param {string} words
 */
export function say(within, words) {
  const line = within.closest(".view")?.querySelector(".said") ?? within.querySelector(".said");
  if (!line) return;
  line.textContent = words;
  line.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => line.classList.remove("shown"), 4000);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
say.timer = undefined;
