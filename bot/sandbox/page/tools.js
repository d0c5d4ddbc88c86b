// What may be done with a message: the buttons on it and its menu.

import { icon, make } from "./dom.js";
import { openMenu } from "./menu.js";
import { isEphemeral } from "./store.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./app.js").Page} Page */

const MESSAGE_COMMAND = 3; // the type of a command in a message's menu

/** What may be done with a message, by name. @param {Message} message @param {Page} page */
function possible(message, page) {
  if (isEphemeral(message)) return [];
  const { store } = page;
  const own = message.author.id === store.you;
  const channel = store.channel(message.channel_id);
  const deletes = own || channel?.may_manage;
  const all = [
    { may: channel?.may_post, name: "reply", label: "Reply", run: () => page.composer.replyTo(message) },
    { may: own, name: "edit", label: "Edit", run: () => page.composer.edit(message) },
    { may: deletes, name: "delete", label: "Delete", run: () => page.delete(message) },
  ];
  return all.filter(({ may }) => may);
}

/** The buttons that show on a message under the pointer. @param {Message} message @param {Page} page */
export function toolBar(message, page) {
  const entries = possible(message, page);
  if (!entries.length) return null;
  const showMore = () => showMenu(more.getBoundingClientRect(), message, page);
  const more = tool("more", "More", showMore);
  more.setAttribute("aria-haspopup", "menu");
  const buttons = entries.map(({ name, label, run }) => tool(name, label, run));
  return make("div", { class: "tools", role: "group", "aria-label": "Message tools" }, ...buttons, more);
}

/** @param {string} name @param {string} label @param {() => void} onclick */
function tool(name, label, onclick) {
  const named = { "aria-label": label, title: label };
  return make("button", { type: "button", class: "icon-button", ...named, onclick }, icon(name));
}

/**
 * A right click on text that is selected, or on a link, keeps the browser's own menu.
 * @param {MouseEvent} event @param {Message} message @param {Page} page
 */
export function onRightClick(event, message, page) {
  const onLink = event.target instanceof Element && event.target.closest("a");
  if (onLink || !getSelection()?.isCollapsed || isEphemeral(message)) return;
  event.preventDefault();
  showMenu(new DOMRect(event.clientX, event.clientY, 0, 0), message, page);
}

/** @param {DOMRect} near @param {Message} message @param {Page} page */
async function showMenu(near, message, page) {
  const commands = await page.attempt(() => page.acts.commands(message.channel_id)) ?? [];
  const apps = commands.filter(({ type }) => type === MESSAGE_COMMAND)
    .map(({ name: label }) => ({ name: null, label, run: () => page.useMenu(label, message) }));
  openMenu(near, [...possible(message, page), ...apps]);
}
