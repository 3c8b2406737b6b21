/** The page: a form to ask with, and the view of what is answered. */

import { tell } from "./view/dom.js";
import { readLink } from "./view/links.js";
import { mount } from "./view/view.js";

const $ = (id) => document.getElementById(id);

function say(words, isProblem = false) {
  $("status").textContent = words;
  $("status").classList.toggle("problem", isProblem);
}

/** The request as the form has it. */
function written() {
  return { transcript: $("text").value, published: $("published").value || null, options: { text: true } };
}

async function ask(request, record) {
  const response = await fetch("/v1/extractions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
  const extraction = await response.json();
  if (!response.ok) throw new Error(`${extraction.title}: ${extraction.detail}`);
  $("view").hidden = false;
  const bus = new EventTarget();
  mount($("view"), { extraction, text: extraction.transcript.text, request }, bus);
  if (record) tell(bus, "select", { record, from: "link" });
  const number = Object.values(extraction).filter(Array.isArray).flat().length;
  say(number ? `${number} on record.` : "Nothing here that goes on record.");
}

async function submit(request, record) {
  const button = $("form").querySelector("[type=submit]");
  button.disabled = true;
  say("Reading …");
  try {
    await ask(request, record);
  } catch (error) {
    $("view").hidden = true;
    $("view").replaceChildren();
    say(error.message, true);
  } finally {
    button.disabled = false;
  }
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit(written());
});

async function useExample() {
  const example = await (await fetch("/assets/example.json")).json();
  $("text").value = example.text;
  $("published").value = example.published;
  $("text").focus();
}

$("example").addEventListener("click", useExample);
readLink(location.hash).then(({ request, record }) => {
  if (!request) return;
  $("text").value = request.transcript;
  $("published").value = request.published ?? "";
  submit(request, record);
});
if (location.hash === "#example") useExample().then(() => $("form").requestSubmit()); // a link that shows the thing working
