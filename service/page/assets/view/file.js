/** A file by itself: the view of the answer that it holds. */

import { tell } from "./dom.js";
import { mount } from "./view.js";

const answer = JSON.parse(document.getElementById("answer").textContent);
const bus = new EventTarget();

/** Goes to the record that the address names. */
function goToRecord() {
  const record = decodeURIComponent(location.hash.slice(1));
  if (record) tell(bus, "select", { record, from: "link" });
}

mount(document.getElementById("view"), { ...answer, text: answer.extraction.transcript.text }, bus);
addEventListener("hashchange", goToRecord);
goToRecord();
