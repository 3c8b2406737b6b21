/** The page: the form to ask with, the view of what is answered, and the review of it. */

import { Ask, headers } from "./ask.js";
import { Desk } from "./review/desk.js";
import { json } from "./review/files.js";
import { schemas } from "./review/schema.js";
import { Review, reviewOf } from "./review/state.js";
import * as store from "./review/store.js";
import { el, tell } from "./view/dom.js";
import { readLink } from "./view/links.js";
import { mount } from "./view/view.js";

const $ = (id) => /** @type {any} */ (document.getElementById(id));

/** @type {Desk | null} */
let desk = null;
/** The record that a link leads to. @type {string | null} */
let wanted = null;

/**
 * Shows an answer, and the review of it as far as it has come.
 * @param {{extraction: any, text: string, request?: any, name?: string}} answer
 * @param {any[]} [steps] of a review that was downloaded
 */
async function open(answer, steps) {
  desk?.close();
  desk = null;
  const { sha256 } = answer.extraction.transcript;
  const before = steps ?? (await store.stepsFor(sha256).catch(() => []));
  const review = new Review(answer, before);
  const bus = new EventTarget();
  const shown = { ...answer, headers: headers(), extraction: review.shown(), numbers: review.numbers(), corrected: () => review.corrected() };
  $("view").hidden = false;
  mount($("view"), shown, bus);
  if (wanted) tell(bus, "select", { record: wanted, from: "link" });
  wanted = null;
  const [known, lists] = await Promise.all([schemas(headers), names()]).catch((error) => {
    ask.say(error.message, true);
    return [null, null];
  });
  if (!known) return;
  desk = new Desk(review, { root: $("review"), view: $("view"), shown, bus, forget: () => forget(sha256, answer), schemas: known, lists });
  $("review").hidden = false;
  if (review.passedOver) desk.say(`${review.passedOver} steps were about records that are no longer found.`, true);
  else if (before.length) desk.say("The review goes on where it was left.");
}

/** Lists of words that names are compared by. */
async function names() {
  const response = await fetch("/assets/names.json");
  if (!response.ok) throw new Error("The word lists of the review cannot be had from the service.");
  return response.json();
}

async function forget(sha256, answer) {
  await store.forget(sha256);
  await open(answer, []);
  await offer();
  desk?.say("Nothing of this review is kept here any more.");
}

/** A review that was downloaded is gone on with; anything else is a transcript. @param {File} file */
async function taken(file) {
  if (!/\.json$/i.test(file.name)) return false;
  const found = await json(file).catch(() => null);
  if (!found || typeof found !== "object" || !("onrecord_review" in found)) return false;
  try {
    const { answer, steps } = reviewOf(found);
    ask.say("A review is gone on with.");
    await open({ ...answer, name: file.name.replace(/\.review\.json$/i, "") }, steps);
  } catch (error) {
    ask.say(error.message, true);
  }
  return true;
}

/** Reviews of this browser, to go on with. */
async function offer() {
  const all = (await store.kept().catch(() => [])).filter(({ steps }) => steps.length);
  $("kept").hidden = !all.length;
  $("kept-list").replaceChildren(...all.map((one) => el("li", {}, el("button", { type: "button", class: "plain", text: one.title, click: () => goOn(one.sha256) }), el("span", { class: "hint", text: `${one.decided} of ${one.of} decided` }))));
}

async function goOn(sha256) {
  const file = await store.fileOf(sha256);
  if (!file) return;
  const { answer, steps } = reviewOf(file);
  await open(answer, steps);
}

const ask = new Ask(open, taken);
offer();
readLink(location.hash).then(({ request, record }) => {
  if (!request) return;
  wanted = record;
  ask.again(request);
});
if (location.hash === "#example") ask.example().then(() => $("form").requestSubmit()); // a link that shows the thing working
