// The menu on a message: what one may do with it, and the bot's own commands.

import { icon, make } from "./dom.js";

/** @typedef {{name: string | null, label: string, run: () => void}} Entry `name` null: a bot's command */

const MARGIN = 8; // pixels kept free between the menu and the window's edge

/** @param {DOMRect} near @param {Entry[]} entries */
export function openMenu(near, entries) {
  if (!entries.length) return;
  const before = document.activeElement;
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const outside = (/** @type {Event} */ event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) close();
  };
  const items = entries.map((entry) => item(entry, close));
  const firstApp = entries.findIndex((entry) => entry.name === null);
  if (firstApp >= 0) items[firstApp].classList.add("first-app");
  const onkeydown = (/** @type {KeyboardEvent} */ event) => move(event, items, close);
  const menu = make("div", { class: "menu", role: "menu", "aria-label": "Message", onkeydown }, ...items);
  document.body.append(menu);
  place(menu, near);
  document.addEventListener("pointerdown", outside, true);
  items[0].focus();
}

/** @param {Entry} entry @param {() => void} close */
function item(entry, close) {
  const run = () => {
    close();
    entry.run();
  };
  const look = entry.name === "delete" ? "danger" : null;
  return make("button", { type: "button", role: "menuitem", tabindex: -1, class: look, onclick: run },
    make("span", {}, entry.label),
    entry.name ? icon(entry.name) : make("small", {}, "App"));
}

/** @param {HTMLElement} menu @param {DOMRect} near */
function place(menu, near) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(near.left, innerWidth - width - MARGIN);
  const below = near.bottom + height + MARGIN <= innerHeight;
  const top = below ? near.bottom : Math.max(MARGIN, near.top - height);
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${top}px`;
}

/**
 * Arrow keys, Home and End go through the menu; Escape and Tab leave it.
 * @param {KeyboardEvent} event @param {HTMLElement[]} items @param {() => void} close
 */
function move(event, items, close) {
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const last = items.length - 1;
  /** @type {Record<string, number>} */
  const goals = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, Home: 0, End: last };
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key in goals) items[goals[event.key]].focus();
  else return;
  event.preventDefault();
}
