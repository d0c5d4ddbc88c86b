// Dialogs: a question, and a form such as a bot's modal or a command's options.

import { make } from "./dom.js";

/** @typedef {import("./types.js").Component} Component */
/** @typedef {{node: HTMLElement, read: () => Record<string, string | number | boolean>}} Field */

const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const TEXT_DISPLAY = 10;
const PARAGRAPH = 2;
const MOST_TYPED = 4000; // characters, Discord's own limit for a text input

let made = 0;

/**
 * Show a dialog until it is answered; Escape and the background count as no.
 * @param {string} title @param {Node[]} body @param {string} yes @param {string} [look] "danger" for a red yes
 * @returns {Promise<boolean>}
 */
export function ask(title, body, yes, look = "primary") {
  const titleId = `dialog-${(made += 1)}`;
  const close = () => dialog.close();
  const cancel = make("button", { type: "button", class: "button secondary", onclick: close }, "Cancel");
  const form = make("form", { method: "dialog" },
    make("h2", { id: titleId }, title),
    ...body,
    make("div", { class: "actions" }, cancel, make("button", { class: `button ${look}`, value: "yes" }, yes)));
  const dialog = /** @type {HTMLDialogElement} */ (make("dialog", { "aria-labelledby": titleId }, form));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/**
 * Show a form; null when it was closed without sending.
 * @param {string} title @param {Field[]} fields @param {string} yes
 */
export async function fillIn(title, fields, yes) {
  if (!(await ask(title, fields.map((field) => field.node), yes))) return null;
  return Object.assign({}, ...fields.map((field) => field.read()));
}

/** A bot's modal. @param {import("./types.js").Modal} modal */
export function fillInModal(modal) {
  return fillIn(modal.title, modal.components.flatMap(fieldsOf), "Submit");
}

/**
 * The fields of a row (type 1), of a label (18) or of a bare component.
 * @param {Component} component @returns {Field[]}
 */
function fieldsOf(component) {
  if (component.component) {
    const { label, description } = component;
    return fieldsOf({ ...component.component, label, description });
  }
  if (component.components) return component.components.flatMap(fieldsOf);
  if (component.type === TEXT_INPUT) return [textField(component)];
  if (component.type === STRING_SELECT) return [selectField(component)];
  if (component.type === TEXT_DISPLAY) return [{ node: make("p", {}, component.content), read: () => ({}) }];
  return [];
}

/** @param {Component} component */
function textField(component) {
  const input = /** @type {HTMLInputElement} */ (make(component.style === PARAGRAPH ? "textarea" : "input", {
    name: component.custom_id,
    placeholder: component.placeholder,
    required: component.required ?? true,
    minlength: component.min_length,
    maxlength: component.max_length ?? MOST_TYPED,
    rows: component.style === PARAGRAPH ? 4 : null,
  }));
  input.value = component.value ?? "";
  return labelled(component.label ?? "", component.description, input,
    () => ({ [component.custom_id ?? ""]: input.value }));
}

/** @param {Component} component */
function selectField(component) {
  const options = (component.options ?? []).map((option) =>
    make("option", { value: option.value, selected: option.default }, option.label));
  const select = /** @type {HTMLSelectElement} */ (make("select", { name: component.custom_id }, ...options));
  return labelled(component.label ?? "", component.description, select,
    () => ({ [component.custom_id ?? ""]: select.value }));
}

/**
 * A field with its visible name and hint.
 * @param {string} label @param {string | undefined} hint @param {HTMLElement} input @param {Field["read"]} read
 * @returns {Field}
 */
export function labelled(label, hint, input, read) {
  const name = make("span", { class: input.hasAttribute("required") ? "required" : null }, label);
  return { node: make("label", { class: "field" }, name, hint ? make("small", {}, hint) : null, input), read };
}
