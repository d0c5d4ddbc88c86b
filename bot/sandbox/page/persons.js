// Who is who: avatars, coloured names, and the switch that says who the visitor is.

import { byId, make } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */

/** Backgrounds dark enough for white initials. */
const GROUNDS = ["#b3272d", "#237a46", "#8a5a00", "#a1306b", "#4752c4", "#0f6f86", "#6b46a8", "#5c6370"];

/** @param {string} name @returns {string} at most two letters */
function initials(name) {
  const letters = name.split(/[\s_.-]+/).filter(Boolean).map((word) => [...word][0]);
  return letters.slice(0, 2).join("").toUpperCase() || "?";
}

/** @param {string} id @param {Store} store @param {string} [size] a class name */
export function avatar(id, store, size = "") {
  const name = store.nameOf(id);
  const picture = make("span", { class: `avatar ${size}`, "aria-hidden": "true" }, initials(name));
  const hash = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 0);
  picture.style.backgroundColor = GROUNDS[hash % GROUNDS.length];
  return picture;
}

/** A name in its role's colour. @param {string} id @param {string} fallback @param {Store} store */
export function coloredName(id, fallback, store) {
  const known = store.person(id);
  const role = store.rolesOf(id)[0]?.name ?? null;
  const text = known.name === "unknown" ? fallback : known.display_name;
  const name = make("span", { class: "author", title: role }, text);
  const colour = store.colourOf(id);
  if (colour) name.style.setProperty("--role", colour);
  return name;
}

/**
 * The switch "You are: …", rebuilt only when the people or the choice change.
 * @param {Store} store @param {(id: string) => void} become
 */
export function renderPersons(store, become) {
  const box = byId("persons");
  const shown = JSON.stringify([store.humans, store.you]);
  if (box.dataset.shown === shown) return;
  box.dataset.shown = shown;
  const hadFocus = box.contains(document.activeElement);
  const choices = store.humans.map(({ id, label, name }) => {
    const radio = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "person", value: id,
      checked: id === store.you, onchange: () => become(id) }));
    return make("label", { class: "person" }, radio, avatar(id, store, "small"),
      make("span", {}, name), make("small", {}, label));
  });
  box.replaceChildren(make("legend", {}, "You are:"), ...choices);
  if (hadFocus) /** @type {HTMLElement | null} */ (box.querySelector("input:checked"))?.focus();
}
