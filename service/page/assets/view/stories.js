/** The stories as a table of contents, each with what is on record in it. */

import { colour } from "./card.js";
import { catalogue } from "./catalogue.js";
import { el, tell } from "./dom.js";
import { heading, plain, timecode } from "./words.js";

/**
 * Shows the contents; hidden where the transcript is one story.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  const { stories } = answer.extraction.report;
  root.hidden = stories.length < 2;
  if (root.hidden) return;
  const found = catalogue(answer);
  const rows = new Map(stories.map((story) => [story.id, item(story, titleOf(story, stories))]));
  const count = (ids) => ids.forEach((id) => rows.get(id)?.querySelector(".dots").replaceChildren(...dots(found.entries.filter(({ record }) => record.story === id))));
  count([...rows.keys()]);
  root.replaceChildren(el("h3", { text: "Stories" }), el("ol", {}, ...rows.values()));
  root.addEventListener("click", (event) => followed(event, bus));
  bus.addEventListener("change", ({ detail: { came, went } }) => count(new Set([...came, ...went].map(({ record }) => record.story))));
  follow(root, stories);
}

/** What a story is called. @param {any} story @param {any[]} stories */
export function titleOf(story, stories) {
  const number = stories.filter((other) => other.kind === "story").indexOf(story) + 1;
  return story.title ?? (story.kind === "story" ? `Story ${number}` : heading(story.kind));
}

function item(story, title) {
  const time = story.start_time === null ? null : el("span", { class: "when", text: timecode(story.start_time) });
  const link = el("a", { href: `#text-${story.id}`, dataset: { story: story.id, start: story.start } }, el("span", { class: "title", text: title }), time);
  return el("li", { class: story.kind }, link, el("span", { class: "dots" }));
}

function dots(entries) {
  const kinds = [...new Set(entries.map((entry) => entry.kind))];
  return kinds.map((kind) => dot(entries.filter((entry) => entry.kind === kind)));
}

function dot(entries) {
  const words = `${entries.length} ${plain(entries[0].kind)}`;
  return el("span", { class: `dot ${colour(entries[0])}`, title: words }, String(entries.length), el("span", { class: "unseen", text: ` ${plain(entries[0].kind)}` }));
}

/** Goes there, and puts the reader's place there too. */
function followed(event, bus) {
  const link = event.target.closest("a[data-story]");
  if (!link) return;
  event.preventDefault();
  const part = document.getElementById(`text-${link.dataset.story}`);
  tell(bus, "tab", { name: "read" });
  part.scrollIntoView({ block: "start" });
  part.focus({ preventScroll: true });
}

/** The story that is read at the moment is marked in the contents. */
function follow(root, stories) {
  const links = new Map([...root.querySelectorAll("a[data-story]")].map((link) => [`text-${link.dataset.story}`, link]));
  const seen = new IntersectionObserver(
    (changes) => {
      for (const { target } of changes.filter((change) => change.isIntersecting)) {
        root.querySelector("[aria-current]")?.removeAttribute("aria-current");
        links.get(target.id)?.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  for (const story of stories) {
    const part = document.getElementById(`text-${story.id}`);
    if (part) seen.observe(part);
  }
}
