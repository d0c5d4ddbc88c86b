// Links. One to a message of this server jumps to it; any other first shows where it really leads.

import { ask } from "./dialogs.js";
import { make } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */

const JUMP = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d+|@me)\/(\d+)(?:\/(\d+))?$/;

/**
 * @param {string} url only http and https become links
 * @param {Node[]} label
 * @param {Store} store
 * @param {string | null} [look] a class name
 * @returns {HTMLElement}
 */
export function linkTo(url, label, store, look = null) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return make("span", { class: look }, ...label);
  const follow = (/** @type {Event} */ event) => {
    event.preventDefault();
    const jump = JUMP.exec(url);
    if (jump && jump[1] === store.guild.id && store.channel(jump[2])) store.open(jump[2], jump[3] ?? null);
    else confirmLeaving(url);
  };
  return make("a", { href: url, class: look, title: url, rel: "noopener noreferrer", onclick: follow, onauxclick: follow }, ...label);
}

/** @param {string} url */
async function confirmLeaving(url) {
  const { host, href } = new URL(url);
  const body = [
    make("p", {}, "This link leaves the sandbox and opens ", make("strong", {}, host), " on the internet:"),
    make("p", { class: "address" }, href),
  ];
  if (await ask("Leave the sandbox?", body, "Open the link")) window.open(href, "_blank", "noopener,noreferrer");
}
