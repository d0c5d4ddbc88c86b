// The list of channels on the left.

import { byId, icon, make, reconcile } from "./dom.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./types.js").Channel} Channel */

const DIRECT = 1; // the kind of a direct message's channel

/** @param {Store} store */
export function renderChannels(store) {
  byId("guild").textContent = store.guild.name;
  const focused = document.activeElement?.getAttribute("data-channel");
  const items = threadsUnderParents(store.channels).map((channel) => make("li", {}, entry(channel, store)));
  reconcile(byId("channels"), items);
  if (focused) byId("channels").querySelector(`[data-channel="${focused}"]`)?.focus();
}

/** @param {Channel[]} channels */
function threadsUnderParents(channels) {
  const tops = channels.filter((channel) => !channel.parent_id);
  return tops.flatMap((top) => [top, ...channels.filter((channel) => channel.parent_id === top.id)]);
}

/** A channel's name as it is spoken of: #general, or @Mina for a direct message. @param {Channel} channel */
export function spoken(channel) {
  return `${channel.kind === DIRECT ? "@" : "#"}${channel.name}`;
}

/** The name of a channel's picture in icons.svg. @param {Channel} channel */
export function pictureOf(channel) {
  if (channel.kind === DIRECT) return "person";
  if (channel.parent_id) return "thread";
  return channel.private ? "lock" : "hash";
}

/** @param {Channel} channel @param {Store} store */
function entry(channel, store) {
  const unread = store.unread.get(channel.id) ?? 0;
  const open = channel.id === store.openId;
  const note = `${channel.private ? ", private" : ""}${unread ? `, ${unread} unread` : ""}`;
  return make(
    "button",
    {
      type: "button",
      class: `channel${channel.parent_id ? " thread" : ""}${unread ? " unread" : ""}`,
      "data-channel": channel.id,
      "aria-current": open ? "page" : null,
      "aria-label": `${channel.name}${note}`,
      onclick: () => store.open(channel.id),
    },
    icon(pictureOf(channel)),
    make("span", { class: "name" }, channel.name),
    unread ? make("span", { class: "badge" }, unread > 99 ? "99+" : String(unread)) : null,
  );
}
