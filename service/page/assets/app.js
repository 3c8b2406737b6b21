/** The page: a form to ask with, and the view of what is answered. */

import { mount } from "./view/view.js";

const $ = (id) => document.getElementById(id);

function say(words, isProblem = false) {
  $("status").textContent = words;
  $("status").classList.toggle("problem", isProblem);
}

async function ask() {
  const request = { transcript: $("text").value, published: $("published").value || null, options: { text: true } };
  const response = await fetch("/v1/extractions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
  const extraction = await response.json();
  if (!response.ok) throw new Error(`${extraction.title}: ${extraction.detail}`);
  $("view").hidden = false;
  mount($("view"), { extraction, text: extraction.transcript.text, request }, new EventTarget());
  const number = Object.values(extraction).filter(Array.isArray).flat().length;
  say(number ? `${number} on record.` : "Nothing here that goes on record.");
}

$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = $("form").querySelector("[type=submit]");
  button.disabled = true;
  say("Reading …");
  try {
    await ask();
  } catch (error) {
    $("view").hidden = true;
    $("view").replaceChildren();
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
