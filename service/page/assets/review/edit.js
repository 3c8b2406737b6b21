/**
 * A form for any value, made from its schema: controls that show it, and what they hold in the end.
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {() => any} read the value
 */

import { el } from "../view/dom.js";
import { heading, isEmpty, plain as words } from "../view/words.js";

/** What is never typed: words with their places, which are selected. */
const UNSEEN = new Set(["evidence"]);
let made = 0;

/**
 * The form of one field.
 * @param {import("./schema.js").Schemas} schemas
 * @param {string} name
 * @param {any} schema
 * @param {any} value
 * @param {{save: (value: any) => void, cancel: () => void, taken: () => {text: string} | null}} then
 * @returns {HTMLFormElement}
 */
export function form(schemas, name, schema, value, then) {
  const control = controlFor(schemas, schema, value, heading(name));
  const fault = el("p", { class: "problem", role: "alert", hidden: true });
  const take = el("button", { type: "button", text: "Take the selected words", title: "Into the field of text that was last in use" });
  const buttons = el("div", { class: "row" }, el("button", { type: "submit", class: "main", text: "Save" }), el("button", { type: "button", text: "Cancel", click: then.cancel }), take);
  const element = /** @type {HTMLFormElement} */ (el("form", { class: "edit", "aria-label": `Edit ${words(name)}` }, control.element, fault, buttons));
  let last = element.querySelector("input[type=text]");
  element.addEventListener("focusin", ({ target }) => target.matches?.("input[type=text]") && (last = target));
  take.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  take.addEventListener("click", () => takeInto(last, then.taken(), fault));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    then.save(control.read());
  });
  element.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") then.cancel();
  });
  return element;
}

function takeInto(input, taken, fault) {
  fault.hidden = Boolean(taken && input);
  fault.textContent = taken ? "There is no field of text here." : "Select words in the transcript first.";
  if (!taken || !input) return;
  input.value = taken.text;
  input.focus();
}

/** @returns {Control} */
function controlFor(schemas, schema, value, label) {
  const plain = schemas.plain(schema);
  if (plain.type === "array") return schemas.plain(plain.items).enum ? choices(schemas.plain(plain.items).enum, value, label) : list(schemas, plain, value, label);
  if (plain.enum) return choice(plain, value, label);
  if (plain.type === "object") return plain.optional ? perhaps(schemas, plain, value, label) : parts(schemas, plain, value, label);
  return input(plain, value, label);
}

function labelled(label, control, description) {
  made += 1;
  control.id = `edit-${made}`;
  return el("div", { class: "field", title: description }, el("label", { for: control.id, text: label }), control);
}

function input(plain, value, label) {
  const types = { boolean: "checkbox", number: "number", integer: "number" };
  const type = types[plain.type] ?? "text";
  const given = { type, step: type === "number" ? "any" : null, pattern: plain.pattern ?? null, required: !plain.optional && type === "text", autocomplete: "off", spellcheck: "false" };
  const control = /** @type {HTMLInputElement} */ (el("input", given));
  if (plain.pattern) control.title = plain.description ?? plain.pattern;
  if (type === "checkbox") control.checked = Boolean(value);
  else control.value = value ?? "";
  const read = () => {
    if (type === "checkbox") return control.checked;
    if (type === "number") return control.value === "" ? null : control.valueAsNumber;
    return control.value.trim() || (plain.optional ? null : "");
  };
  return { element: labelled(label, control, plain.description), read };
}

function choice(plain, value, label) {
  const control = /** @type {HTMLSelectElement} */ (el("select"));
  if (plain.optional) control.append(el("option", { value: "", text: "not said" }));
  control.append(...plain.enum.map((one) => el("option", { value: one, text: words(one) })));
  control.value = value ?? (plain.optional ? "" : plain.enum[0]);
  return { element: labelled(label, control, plain.description), read: () => control.value || null };
}

function choices(all, value, label) {
  const boxes = all.map((one) => {
    const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", value: one }));
    box.checked = (value ?? []).includes(one);
    return box;
  });
  const element = el("fieldset", {}, el("legend", { text: label }), ...boxes.map((box, i) => el("label", { class: "tick" }, box, ` ${words(all[i])}`)));
  return { element, read: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}

/** A part with fields of its own. */
function parts(schemas, plain, value, label) {
  const seen = Object.entries(plain.properties).filter(([name, schema]) => !UNSEEN.has(name) && !schemas.isEvidence(schema));
  const controls = seen.map(([name, schema]) => [name, controlFor(schemas, schema, value?.[name] ?? schemas.empty(schema), heading(name))]);
  const element = el("fieldset", {}, el("legend", { text: label }), ...controls.map(([, control]) => control.element));
  const rest = value ?? schemas.empty({ ...plain, optional: undefined });
  return { element, read: () => ({ ...rest, ...Object.fromEntries(controls.map(([name, control]) => [name, control.read()])) }) };
}

/** A part that may be missing: it is there if its first field says something. */
function perhaps(schemas, plain, value, label) {
  const control = parts(schemas, { ...plain, optional: undefined }, value, label);
  const [first] = control.element.querySelectorAll("input, select");
  first?.removeAttribute("required");
  const main = Object.keys(plain.properties)[0];
  return {
    element: control.element,
    read: () => {
      const read = control.read();
      return isEmpty(read[main]) ? null : read;
    },
  };
}

/** Entries with a button to take each out, and one for another. */
function list(schemas, plain, value, label) {
  const controls = new Map();
  const entries = el("div");
  const add = (entry) => {
    const control = controlFor(schemas, plain.items, entry, `${label} ${controls.size + 1}`);
    control.element.querySelector("input, select")?.removeAttribute("required"); // an entry that says nothing is left out
    const row = el("div", { class: "entry" }, control.element);
    controls.set(row, control);
    row.append(el("button", { type: "button", text: "Take out", "aria-label": `Take out ${label} ${controls.size}`, click: () => (controls.delete(row), row.remove()) }));
    entries.append(row);
    return row;
  };
  (value ?? []).forEach(add);
  const more = el("button", { type: "button", text: `Another of ${label.toLowerCase()}`, click: () => add(schemas.empty({ ...schemas.plain(plain.items), optional: undefined })).querySelector("input, select")?.focus() });
  if (!value?.length) add(schemas.empty({ ...schemas.plain(plain.items), optional: undefined }));
  const element = el("div", { class: "entries", role: "group", "aria-label": label }, entries, more);
  const said = (entry) => !isEmpty(typeof entry === "object" && entry ? Object.values(entry)[0] : entry);
  return { element, read: () => [...controls.values()].map((control) => control.read()).filter(said) };
}
