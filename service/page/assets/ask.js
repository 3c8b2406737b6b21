/**
 * The form: a transcript pasted, dropped or picked, what is asked of it, and the answer or what went wrong.
 *
 * A file goes as it is to the service's reader, which tells its form; nothing of it is read here.
 */

import { el } from "./view/dom.js";
import { heading } from "./view/words.js";
import { Failure, failureOf, unanswered } from "./problems.js";

const KEY = "onrecord.key"; // in sessionStorage: gone with the tab
const PLAIN = { "Content-Type": "application/octet-stream" }; // any form, told by what is in it
const TYPES = { json: "application/json", vtt: "text/vtt", srt: "application/x-subrip" };
const $ = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * @typedef {object} Answer
 * @property {any} extraction
 * @property {string} text
 * @property {any} request what was asked
 * @property {string} [name] of the file
 */

/** A file's characters, by which a link can ask for it again; undefined for one that is no text. @param {Blob} file */
async function charactersOf(file) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What goes with every request: the key, where there is one. @returns {Record<string, string>} */
export function headers() {
  const key = sessionStorage.getItem(KEY);
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** The form of the page. */
export class Ask {
  /**
   * @param {(answer: Answer) => void} answered
   * @param {(file: File) => Promise<boolean>} taken whether a file is something else than a transcript
   */
  constructor(answered, taken) {
    this.answered = answered;
    this.taken = taken;
    /** @type {File | null} */
    this.file = null;
    /** @type {AbortController | null} */
    this.running = null;
    this.listen();
    this.known = this.kinds();
    this.model();
  }

  listen() {
    $("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    $("pick").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => $("file").files[0] && this.choose($("file").files[0]));
    $("unpick").addEventListener("click", () => this.choose(null));
    $("cancel").addEventListener("click", () => this.running?.abort());
    $("example").addEventListener("click", () => this.example());
    $("forget-key").addEventListener("click", () => this.forgetKey());
    $("confidence").addEventListener("input", () => ($("confidence-shown").textContent = $("confidence").value));
    this.drops();
    $("key").value = sessionStorage.getItem(KEY) ?? "";
    if ($("key").value) this.showKey();
  }

  /** A file may be dropped anywhere. */
  drops() {
    const { body } = document;
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      body.classList.add("dropping");
    };
    body.addEventListener("dragenter", over);
    body.addEventListener("dragover", over);
    body.addEventListener("dragleave", (event) => event.relatedTarget === null && body.classList.remove("dropping"));
    body.addEventListener("drop", (event) => {
      body.classList.remove("dropping");
      const [file] = event.dataTransfer.files;
      if (!file) return;
      event.preventDefault();
      this.choose(file);
    });
  }

  /** A file in place of the text, or the text again. @param {File | null} file */
  async choose(file) {
    $("file").value = "";
    if (file && (await this.taken(file))) return;
    this.file = file;
    $("chosen").hidden = !file;
    $("text").hidden = Boolean(file);
    $("text").required = !file;
    if (!file) return $("text").focus();
    $("file-name").textContent = `${file.name}, ${size(file.size)}`;
    this.ask();
  }

  async example() {
    await this.choose(null);
    const example = await (await fetch("/assets/example.json")).json();
    $("text").value = example.text;
    $("published").value = example.published;
    $("text").focus();
  }

  /** The record types of the service, to choose from. */
  async kinds() {
    const fallback = ["elections", "protests", "detentions", "statements"];
    const schema = await fetch("/v1/schemas/request", { headers: headers() }).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    const all = schema?.$defs?.RequestOptions?.properties?.records?.items?.enum ?? fallback;
    $("kinds").replaceChildren(...all.map((kind) => el("label", { class: "tick" }, box(kind), ` ${heading(kind)}`)));
  }

  /** A model may be asked where the service has one. */
  async model() {
    const service = await fetch("/assets/service.json").then((response) => (response.ok ? response.json() : {})).catch(() => ({}));
    $("model-row").hidden = !service.model;
  }

  /** Asks what a link holds. @param {any} request */
  async again({ transcript, options = {}, ...about }) {
    if (typeof transcript !== "string") return;
    await this.choose(null);
    await this.known;
    $("text").value = transcript;
    for (const [name, value] of Object.entries(about)) if ($(name)?.matches("input")) $(name).value = value ?? "";
    if (options.records) for (const one of $("kinds").querySelectorAll("input")) one.checked = options.records.includes(one.value);
    $("confidence").value = options.min_confidence ?? 0;
    $("turns").checked = Boolean(options.turns);
    this.ask();
  }

  /** What is asked beside the transcript, as far as it differs from what is usual. */
  options() {
    const boxes = [...$("kinds").querySelectorAll("input")];
    const records = boxes.filter((one) => one.checked).map((one) => one.value);
    const given = { text: true, min_confidence: Number($("confidence").value), turns: $("turns").checked, model: $("model").value };
    const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value && value !== "off"));
    if (records.length && records.length < boxes.length) options.records = records;
    return options;
  }

  about() {
    const given = ["title", "source", "language", "published"].map((name) => [name, $(name).value.trim()]);
    return Object.fromEntries(given.filter(([, value]) => value));
  }

  /** @returns {{request: any, body: Blob | string, query: string, type: Record<string, string>}} */
  request() {
    const [about, options] = [this.about(), this.options()];
    if (!this.file) {
      const request = { transcript: $("text").value, ...about, options };
      return { request, body: JSON.stringify(request), query: "", type: { "Content-Type": "application/json" } };
    }
    const query = `?${new URLSearchParams({ ...about, ...Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])) })}`;
    const named = TYPES[this.file.name.toLowerCase().split(".").pop()];
    const type = named ? { "Content-Type": named } : PLAIN;
    const file = { name: this.file.name, query, type: type["Content-Type"] };
    return { request: { file, ...about, options }, body: this.file, query, type };
  }

  async ask() {
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.clear();
    this.busy(true);
    const began = Date.now();
    const clock = setInterval(() => this.say(`Reading … ${Math.round((Date.now() - began) / 1000)} s`), 1000);
    this.say("Reading …");
    try {
      this.keepKey();
      const answer = await this.fetched(running.signal);
      if (this.running !== running) return;
      const number = Object.values(answer.extraction).filter(Array.isArray).flat().length;
      this.say([number ? `${number} on record.` : "Nothing here that goes on record.", modelSaid(answer.extraction)].filter(Boolean).join(" "));
      $("text").rows = 3; // room for the answer
      this.answered(answer);
    } catch (error) {
      if (this.running === running) this.failed(unanswered(error));
    } finally {
      clearInterval(clock);
      if (this.running === running) this.busy(false);
    }
  }

  /** @param {AbortSignal} signal @returns {Promise<Answer>} */
  async fetched(signal) {
    const { request, body, query, type } = this.request();
    const response = await fetch(`/v1/extractions${query}`, { method: "POST", headers: { ...type, ...headers() }, body, signal });
    if (!response.ok) throw await failureOf(response);
    const extraction = await response.json();
    if (typeof extraction?.transcript?.text !== "string") throw new Failure("The answer has no transcript: is there something between this page and the service?");
    if (request.file) request.transcript = await charactersOf(body);
    return { extraction, text: extraction.transcript.text, request, name: request.file?.name };
  }

  busy(is) {
    $("progress").hidden = !is;
    $("cancel").hidden = !is;
    $("form").querySelector("[type=submit]").disabled = is;
    if (!is) this.running = null;
  }

  /** @param {Failure} failure */
  failed(failure) {
    this.say(failure.message, failure.message !== "Cancelled.");
    if (failure.status === 401 || failure.status === 403) return this.showKey(true);
    const field = failure.field === "min_confidence" ? $("confidence") : $(failure.field);
    if (!field?.matches?.("input, select, textarea")) return;
    field.closest("details")?.setAttribute("open", "");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "status");
    field.focus();
  }

  clear() {
    for (const field of $("form").querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  say(words, isProblem = false) {
    $("status").textContent = words;
    $("status").classList.toggle("problem", isProblem);
  }

  keepKey() {
    const key = $("key").value.trim();
    if (key) sessionStorage.setItem(KEY, key);
    else sessionStorage.removeItem(KEY);
  }

  showKey(focus = false) {
    $("key-row").hidden = false;
    if (focus) $("key").focus();
  }

  forgetKey() {
    sessionStorage.removeItem(KEY);
    $("key").value = "";
    $("key").focus();
  }
}

function box(kind) {
  const made = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", value: kind }));
  made.checked = true;
  return made;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** A model that was asked and did not answer is told of. */
function modelSaid({ report }) {
  const { status, reason } = report.model ?? {};
  return status === "failed" ? `The model was asked in vain: ${reason ?? "no reason is known"}; this is what the rules found.` : "";
}
