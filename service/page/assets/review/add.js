/** Selected words on record: a new record, or a value of one. */

import { el } from "../view/dom.js";
import { popup } from "../view/popup.js";
import { heading, shortened } from "../view/words.js";

/**
 * Asks what the words are.
 * @param {HTMLElement} root
 * @param {string} words
 * @param {string[]} kinds
 * @param {import("./schema.js").Schemas} schemas
 * @param {{name: string, kind: string} | null} chosen the record that a value may be of
 * @returns {Promise<{kind: string, field: string | null, own: boolean} | null>} `own` where the chosen record takes it
 */
export function ask(root, words, kinds, schemas, chosen) {
  const what = el("select", { id: "add-what" });
  if (chosen) what.append(el("option", { value: "own", text: `A value of ${chosen.name}` }));
  what.append(...kinds.map((kind) => el("option", { value: kind, text: `A new ${schemas.nameOf(kind)}` })));
  const field = el("select", { id: "add-field" });
  const kind = () => (what.value === "own" && chosen ? chosen.kind : what.value);
  const fields = () => field.replaceChildren(...optionsFor(schemas, kind(), what.value === "own"));
  what.addEventListener("change", fields);
  fields();
  let answer = null;
  const form = el(
    "form",
    {},
    el("h2", { id: "add-title", text: "Put words on record" }),
    el("blockquote", { text: `“${shortened(words, 200)}”` }),
    el("div", { class: "field" }, el("label", { for: "add-what", text: "They are" }), what),
    el("div", { class: "field" }, el("label", { for: "add-field", text: "Which field they say" }), field),
    el("div", { class: "row" }, el("button", { class: "main", text: "Add" }), el("button", { type: "button", text: "Cancel", click: () => dialog.hidePopover() })),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer = { kind: kind(), field: field.value || null, own: what.value === "own" };
    dialog.hidePopover();
  });
  let dialog;
  return new Promise((resolve) => (dialog = popup(root, { class: "add", "aria-labelledby": "add-title" }, [form], () => resolve(answer))));
}

function optionsFor(schemas, kind, own) {
  const fields = schemas.fields(kind).map(([name]) => el("option", { value: name, text: heading(name) }));
  return own ? fields : [el("option", { value: "", text: "The record as such" }), ...fields];
}
