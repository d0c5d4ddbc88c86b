// Links. One to a message of this server jumps to it; any other first shows where it really leads.

import { ask } from "./dialogs.js";
import { make } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */

const JUMP = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d+|@me)\/(\d+)(?:\/(\d+))?$/;

/**
 * Where a link leads on this server: a channel and perhaps a message.
 * @param {string} url @param {Store} store
 */
export function inside(url, store) {
  const [, guild, channel, message] = JUMP.exec(url) ?? [];
  return guild === store.guild.id && store.channel(channel) ? { channel, message: message ?? null } : null;
}

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
    const place = inside(url, store);
    if (place) store.open(place.channel, place.message);
    else confirmLeaving(url);
  };
  const events = { onclick: follow, onauxclick: follow };
  return make("a", { href: url, class: look, title: url, rel: "noopener noreferrer", ...events }, ...label);
}

/** @param {string} url */
async function confirmLeaving(url) {
  const { host, href } = new URL(url);
  const body = [
    make("p", {}, "This link leaves the sandbox and opens ", make("strong", {}, host), " on the internet:"),
    make("p", { class: "address" }, href),
  ];
  const leaves = await ask("Leave the sandbox?", body, "Open the link");
  if (leaves) window.open(href, "_blank", "noopener,noreferrer");
}
