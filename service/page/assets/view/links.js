/** Addresses and commands to hand on: a link to a record, and the request as curl would send it. */

import { el, say } from "./dom.js";
import { popup } from "./popup.js";

const LONGEST = 32_000; // characters of an address that most programs take

/**
 * Answers "Copy link" on cards, and "Copy as curl".
 * @param {HTMLElement} root
 * @param {import("./view.js").Answer} answer
 * @param {EventTarget} bus
 */
export function mount(root, answer, bus) {
  bus.addEventListener("link", async ({ detail }) => copied(root, await linkTo(answer, detail.record), "The link is copied."));
  bus.addEventListener("curl", () => copied(root, curl(answer), "The command is copied."));
}

async function copied(root, words, done) {
  if (!words) return say(root, "The transcript is no text, or too long for a link: save the page as a file instead.");
  try {
    await navigator.clipboard.writeText(words);
    return say(root, done);
  } catch {
    return shown(root, words); // a browser that does not let pages copy
  }
}

/** The words themselves, to be copied by hand. */
function shown(root, words) {
  const area = el("textarea", { readonly: true, rows: 4, "aria-label": "Copy this" });
  area.value = words;
  const dialog = popup(root, { class: "to-copy", "aria-label": "To copy" }, [area, el("button", { type: "button", class: "plain", text: "Close", click: () => dialog.hidePopover() })]);
  area.select();
}

/**
 * An address that opens at the record. Of the page it holds the request itself, behind the #, which no server is sent.
 * @param {import("./view.js").Answer} answer
 * @param {string} record
 * @returns {Promise<string | null>} null where that would be too long, and for a file that is no text
 */
export async function linkTo({ request }, record) {
  const here = location.href.split("#")[0];
  if (!request) return `${here}#${record}`;
  const { file, ...held } = request;
  if (file && held.transcript === undefined) return null;
  const address = `${here}#ask=${await packed(held)}&record=${record}`;
  return address.length <= LONGEST ? address : null;
}

/**
 * What such an address asks for.
 * @param {string} hash
 * @returns {Promise<{request: any | null, record: string | null}>}
 */
export async function readLink(hash) {
  const found = /^#ask=([\w-]+)(?:&record=(\w+))?$/.exec(hash);
  if (!found) return { request: null, record: /^#([a-z]+_\w+)$/.exec(hash)?.[1] ?? null };
  try {
    return { request: await unpacked(found[1]), record: found[2] ?? null };
  } catch {
    return { request: null, record: null };
  }
}

async function packed(value) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpacked(words) {
  const letters = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"))));
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The request for a shell: a file by its name; else the JSON, which has no line that could end it. @param {import("./view.js").Answer} answer */
export function curl({ request }) {
  const address = `${location.origin}/v1/extractions`;
  if (request.file) {
    const { name, query, type } = request.file;
    return `curl -H ${quoted(`content-type: ${type}`)} --data-binary ${quoted(`@${name}`)} ${quoted(address + query)}\n`;
  }
  const body = JSON.stringify(request).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return `curl -H 'content-type: application/json' --data-binary @- ${address} <<'END'\n${body}\nEND\n`;
}

/** @param {string} words @returns {string} as one word of a shell */
function quoted(words) {
  return `'${words.replaceAll("'", "'\\''")}'`;
}
