/** The recording: named by its address or picked from this machine; times play it, and its words are followed in the text. */

import { plainButton } from "./buttons.js";
import { el, say, tell } from "./dom.js";

const TEMPLATE = /\{(seconds|t)\}/g;

/** The player, and what it plays. */
class Media {
  /** @param {HTMLElement} root @param {any} answer @param {EventTarget} bus */
  constructor(root, answer, bus) {
    this.root = root;
    this.bus = bus;
    this.segments = timed(answer.extraction);
    this.template = null;
    this.player = el("video", { class: "player", controls: true, preload: "metadata", hidden: true, "aria-label": "Recording" });
    this.build();
    this.listen();
    if (answer.media) this.open(answer.media);
  }

  build() {
    this.address = el("input", { type: "url", id: "media-address", placeholder: "https://… (with {seconds}, times open there)" });
    this.picker = el("input", { type: "file", id: "media-file", accept: "audio/*,video/*", class: "unseen", tabindex: "-1", "aria-label": "Sound or video file" });
    this.follows = el("input", { type: "checkbox", id: "media-follow", checked: true });
    const form = el(
      "form",
      { class: "media-form" },
      el("label", { for: "media-address", text: "Address of the recording" }),
      this.address,
      el("button", { type: "submit", class: "plain", text: "Use" }),
      plainButton("Pick a file", "pick"),
      this.picker,
      el("label", { class: "check" }, this.follows, " keep its words in sight"),
    );
    this.details = el("details", { class: "media" }, el("summary", { text: "Recording" }), form);
    this.root.append(this.details, this.player);
  }

  listen() {
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.open(this.address.value.trim());
    });
    this.root.addEventListener("click", (event) => event.target.closest("[data-act=pick]") && this.picker.click());
    this.picker.addEventListener("change", () => this.picker.files[0] && this.load(URL.createObjectURL(this.picker.files[0])));
    this.player.addEventListener("timeupdate", () => this.follow());
    this.player.addEventListener("error", () => this.failed());
    this.player.addEventListener("loadedmetadata", () => this.player.classList.toggle("sound", !this.player.videoWidth));
    this.bus.addEventListener("play", ({ detail }) => this.play(detail.seconds));
  }

  /** @param {string} address of a file, or with {seconds} of a page that begins there */
  open(address) {
    if (!address) return;
    this.template = address.match(TEMPLATE) ? address : null;
    if (!this.template) this.load(address);
    else say(this.root, "Times open that address now.");
  }

  load(source) {
    this.template = null;
    if (this.player.src.startsWith("blob:")) URL.revokeObjectURL(this.player.src);
    this.player.src = source;
    this.player.hidden = false;
    if (this.waiting !== undefined) this.play(this.waiting);
  }

  play(seconds) {
    if (this.template) {
      const address = webAddress(this.template.replace(TEMPLATE, String(Math.floor(seconds))));
      if (address) open(address, "_blank", "noopener,noreferrer");
      return;
    }
    this.waiting = seconds;
    if (!this.player.src) {
      this.details.open = true;
      this.address.focus();
      say(this.root, "Name the address of the recording, or pick its file, to play it.");
      return;
    }
    this.player.currentTime = seconds;
    this.player.play().catch(() => {});
  }

  failed() {
    if (!this.player.getAttribute("src")) return;
    this.player.hidden = true;
    this.player.removeAttribute("src");
    say(this.root, "The browser cannot play this. With {seconds} in the address, times open its page instead.");
  }

  /** Marks the words that are being said. */
  follow() {
    const now = this.player.currentTime;
    const segment = this.segments[lastBefore(this.segments, now)];
    const spoken = segment && (segment.end_time === null || now <= segment.end_time + 1) ? segment : null;
    if (spoken === this.spoken) return;
    this.spoken = spoken;
    tell(this.bus, "spoken", spoken && { start: spoken.start, end: spoken.end, follow: this.follows.checked });
  }
}

/** Stretches of the text with their times: of all cues where the answer has them, else of stories. */
function timed({ transcript, report }) {
  return (transcript.segments ?? report.stories).filter((segment) => segment.start_time !== null);
}

function lastBefore(segments, now) {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle].start_time <= now) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The address, if it is one of the web: nothing else is opened. @param {string} address */
function webAddress(address) {
  try {
    return /^https?:$/.test(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

/**
 * Shows the player where the transcript has times.
 * @param {HTMLElement} root
 * @param {{extraction: any, text: string, media?: string}} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  root.hidden = !timed(answer.extraction).length;
  return root.hidden ? null : new Media(root, answer, bus);
}
