"use strict";

const $ = (id) => document.getElementById(id);
// Told elsewhere on the page, or of no interest to a reader.
const UNTOLD = new Set(["id", "story", "evidence", "content", "confidences", "carried", "source", "about"]);
/** The record types of an answer: whatever it has lists of. */
const kindsOf = (answer) => Object.keys(answer).filter((key) => Array.isArray(answer[key]));

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** A value of a record in a reader's words: an actor is its name, a figure its text. */
function told(value) {
  if (Array.isArray(value)) return value.map(told).filter(Boolean).join("; ");
  if (value === null || typeof value !== "object") return value === null ? "" : String(value).replaceAll("_", " ");
  const head = value.name ?? value.text ?? value.contestant?.name;
  const rest = Object.entries(value)
    .filter(([key]) => !["name", "text", "contestant", "evidence", "low", "high", "approximate"].includes(key))
    .map(([, inner]) => told(inner))
    .filter((inner) => inner && inner !== "unknown");
  return [head, rest.length ? `(${rest.join(", ")})` : ""].filter(Boolean).join(" ");
}

function spansOf(record) {
  return [...record.evidence, ...(record.content ?? [])];
}

/** The text with all evidence marked. Offsets count code points, of which a JavaScript string knows nothing. */
function showTranscript(text, records) {
  const points = Array.from(text);
  $("read").hidden = false;
  const edges = [...new Set([0, points.length, ...records.flatMap(spansOf).flatMap((e) => [e.start, e.end])])];
  edges.sort((a, b) => a - b);
  const parts = edges.slice(0, -1).map((start, i) => {
    const ids = records.filter((r) => spansOf(r).some((e) => e.start <= start && start < e.end)).map((r) => r.id);
    const part = element(ids.length ? "mark" : "span", points.slice(start, edges[i + 1]).join(""));
    part.dataset.ids = ids.join(" ");
    return part;
  });
  $("transcript").replaceChildren(...parts);
}

function choose(id) {
  for (const mark of document.querySelectorAll("mark")) mark.classList.toggle("chosen", mark.dataset.ids.split(" ").includes(id));
  for (const card of document.querySelectorAll("article")) card.classList.toggle("chosen", card.dataset.id === id);
  document.querySelector("mark.chosen")?.scrollIntoView({ block: "nearest" });
}

function card(record, title) {
  const article = element("article");
  article.dataset.id = record.id;
  const button = element("button", title);
  button.type = "button";
  button.addEventListener("click", () => choose(record.id));
  const heading = element("h3");
  heading.append(button);
  const fields = element("dl");
  for (const [name, value] of Object.entries(record)) {
    const words = UNTOLD.has(name) ? "" : told(value);
    if (words) fields.append(element("dt", name.replaceAll("_", " ")), element("dd", words));
  }
  article.append(heading, ...spansOf(record).map((e) => element("blockquote", e.text)), fields);
  return article;
}

function showRecords(extraction) {
  const sections = kindsOf(extraction).filter((kind) => extraction[kind].length).flatMap((kind) => [
    element("h2", `${kind[0].toUpperCase()}${kind.slice(1)} (${extraction[kind].length})`),
    ...extraction[kind].map((record, i) => card(record, `${record.id.split("_")[0]} ${i + 1}`)),
  ]);
  $("records").replaceChildren(...sections);
}

function say(words, isProblem = false) {
  $("status").textContent = words;
  $("status").classList.toggle("problem", isProblem);
}

/** What the transcript was taken for, where it is more than running text: whether its times were found, for one. */
function formOf(form) {
  return form?.cues ? `Read as ${form.name}: ${form.cues} cues, ${form.times} with times; speakers: ${form.speakers}.` : "";
}

async function ask() {
  const text = $("text").value;
  const published = $("published").value || null;
  const response = await fetch("/v1/extractions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ transcript: text, published, options: { text: true } }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.title}: ${answer.detail}`);
  const records = kindsOf(answer).flatMap((kind) => answer[kind]);
  showTranscript(answer.transcript.text, records);
  showRecords(answer);
  $("warnings").replaceChildren(...answer.report.warnings.map((warning) => element("li", warning)));
  const found = records.length ? `${records.length} on record.` : "Nothing here that goes on record.";
  say(`${found} ${formOf(answer.transcript.form)}`);
}

$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = $("form").querySelector("[type=submit]");
  button.disabled = true;
  say("Reading …");
  try {
    await ask();
  } catch (error) {
    $("read").hidden = true;
    $("records").replaceChildren();
    $("warnings").replaceChildren();
    say(error.message, true);
  } finally {
    button.disabled = false;
  }
});

async function useExample() {
  const example = await (await fetch("/assets/example.json")).json();
  $("text").value = example.text;
  $("published").value = example.published;
  $("text").focus();
}

$("example").addEventListener("click", useExample);
if (location.hash === "#example") useExample().then(() => $("form").requestSubmit()); // a link that shows the thing working
