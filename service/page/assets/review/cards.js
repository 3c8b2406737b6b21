/** What a review adds to the cards: what was decided, and buttons to decide. */

import { plainButton } from "../view/buttons.js";
import { el } from "../view/dom.js";
import { isEmpty, plain } from "../view/words.js";

const TOLD = { accepted: "accepted", rejected: "rejected" };

/**
 * Dresses a card that has been filled.
 * @param {HTMLElement} card
 * @param {import("./state.js").Reviewed} reviewed
 * @param {import("./schema.js").Schemas | null} schemas
 */
export function dress(card, reviewed, schemas) {
  mark(card, reviewed);
  card.querySelectorAll(".review-part").forEach((part) => part.remove());
  const name = card.querySelector(".name")?.textContent ?? "record";
  for (const row of card.querySelectorAll("dd[data-field]")) row.append(fieldButtons(row.dataset.field, reviewed));
  const row = el(
    "div",
    { class: "verdicts review-part", role: "group", "aria-label": `Decide about ${name}` },
    verdict("Accept", "accept", reviewed.verdict === "accepted"),
    verdict("Reject", "reject", reviewed.verdict === "rejected"),
    plainButton("Join …", "join", { title: "Join it with another record of its kind" }),
    schemas && others(reviewed, schemas),
  );
  card.append(row);
}

/** Shows what was decided, without looking at the rest of the card. */
export function mark(card, { verdict: decided, added, fields }) {
  card.dataset.verdict = decided ?? "open";
  const state = [added ? "added" : null, TOLD[decided], fields.size ? "edited" : null].filter(Boolean).join(", ");
  let badge = card.querySelector(".state");
  if (!badge) {
    badge = el("span", { class: "badge state" });
    card.querySelector(".card-head, .summary")?.append(badge);
  }
  badge.textContent = state;
  badge.hidden = !state;
  for (const act of ["accept", "reject"]) {
    card.querySelector(`.verdicts [data-act=${act}]`)?.setAttribute("aria-pressed", String(decided === TOLD[`${act}ed`]));
  }
}

function verdict(text, act, pressed) {
  return plainButton(text, act, { "aria-pressed": String(pressed) });
}

function fieldButtons(name, { fields }) {
  const state = fields.get(name);
  const told = plain(name);
  return el(
    "span",
    { class: "review-part on-field" },
    state ? el("span", { class: "badge quiet", text: state }) : null,
    plainButton("Edit", "edit", { "aria-label": `Edit ${told}`, dataset: { act: "edit", field: name } }),
    plainButton("✓", "accept", { "aria-label": `Accept ${told}`, title: `Accept ${told}`, dataset: { act: "accept", field: name } }),
    plainButton("✕", "reject", { "aria-label": `Take out ${told}`, title: `Take out ${told}`, dataset: { act: "reject", field: name } }),
  );
}

/** A choice of the fields that say nothing yet. */
function others({ kind, record }, schemas) {
  const empty = schemas.fields(kind).filter(([name, schema]) => isEmpty(record[name]) && !schemas.isEvidence(schema)).map(([name]) => name);
  if (!empty.length) return null;
  const select = el("select", { class: "more", "aria-label": "Add a value" }, el("option", { value: "", text: "Add a value …" }));
  select.append(...empty.map((name) => el("option", { value: name, text: plain(name) })));
  return select;
}
