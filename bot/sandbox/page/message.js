// One message: avatar, author, text, card, buttons, and the tools that show on it.

import { componentRows } from "./components.js";
import { icon, make } from "./dom.js";
import { embedNode } from "./embeds.js";
import { markup } from "./markup.js";
import { openMenu } from "./menu.js";
import { avatar, coloredName } from "./persons.js";
import { isEphemeral } from "./store.js";
import { formatFull, formatMessageTime } from "./times.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./app.js").Page} Page */

const SUPPRESS_EMBEDS = 1 << 2;
const LOADING = 1 << 7;

/**
 * @param {Message} message @param {boolean} follows whether it goes on where the message above ended
 * @param {Page} page
 */
export function messageNode(message, follows, page) {
  const { store } = page;
  const ephemeral = isEphemeral(message);
  const look = `message${follows ? " follows" : ""}${ephemeral ? " ephemeral" : ""}`;
  const loading = (message.flags ?? 0) & LOADING;
  const embeds = (message.flags ?? 0) & SUPPRESS_EMBEDS ? [] : message.embeds;
  return make("article", { class: look, "data-message": message.id, oncontextmenu: (/** @type {MouseEvent} */ event) => context(event, message, page) },
    follows ? null : above(message, page),
    follows ? null : avatar(message.author.id, store),
    follows ? null : header(message, page),
    make("div", { class: "content" },
      loading ? make("p", { class: "thinking" }, `${store.nameOf(message.author.id)} is thinking…`) : null,
      ...markup(message.content, store),
      message.edited_timestamp && make("span", { class: "edited", title: formatFull(message.edited_timestamp) }, "(edited)"),
      ...embeds.map((embed) => embedNode(embed, store)),
      ...(message.attachments ?? []).map((file) => make("p", { class: "attachment" }, `${file.filename} (${file.size} bytes)`)),
      ...componentRows(message, page),
      reactions(message),
      ephemeral ? dismissal(message, page) : null),
    tools(message, page));
}

/** The line above a reply or a command's answer. @param {Message} message @param {Page} page */
function above(message, page) {
  const { store } = page;
  if (message.message_reference?.message_id) return reply(message, page);
  const name = message.interaction?.name;
  const user = message.interaction?.user ?? message.interaction_metadata?.user;
  if (!user || !name) return null;
  return make("p", { class: "above" }, avatar(user.id, store, "tiny"), coloredName(user.id, "", store), ` used ${name}`);
}

/** @param {Message} message @param {Page} page */
function reply(message, page) {
  const { store } = page;
  const first = message.referenced_message;
  if (!first) return make("p", { class: "above" }, "Original message was deleted");
  const jump = () => store.open(first.channel_id, first.id);
  return make("p", { class: "above" }, "Reply to ", avatar(first.author.id, store, "tiny"), coloredName(first.author.id, first.author.username, store),
    make("button", { type: "button", class: "quoted", onclick: jump }, excerpt(first)));
}

/** The beginning of a message as plain text, its spoilers kept covered. @param {Message} message */
export function excerpt(message) {
  const text = message.content.replace(/\|\|[\s\S]+?\|\|/g, "▇▇▇").replace(/\s+/g, " ").trim();
  return text.slice(0, 120) || message.embeds[0]?.title || "a message without text";
}

/** @param {Message} message @param {Page} page */
function header(message, { store }) {
  return make("header", {},
    coloredName(message.author.id, message.author.username, store),
    message.author.bot ? make("span", { class: "tag" }, "BOT") : null,
    make("time", { datetime: message.timestamp, title: formatFull(message.timestamp) }, formatMessageTime(message.timestamp)));
}

/** @param {Message} message */
function reactions(message) {
  if (!message.reactions?.length) return null;
  return make("ul", { class: "reactions", "aria-label": "Reactions" },
    ...message.reactions.map(({ emoji, count }) => make("li", {}, `${emoji.name} ${count}`)));
}

/** @param {Message} message @param {Page} page */
function dismissal(message, { store }) {
  return make("p", { class: "only-you" }, icon("eye"), "Only you can see this",
    make("button", { type: "button", class: "plain", onclick: () => store.dismiss(message.id) }, "Dismiss message"));
}

/** What may be done with a message, by name. @param {Message} message @param {Page} page */
function possible(message, page) {
  if (isEphemeral(message)) return [];
  const { store } = page;
  const own = message.author.id === store.you;
  const channel = store.channel(message.channel_id);
  const tool = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ run) => ({ name, label, run });
  return [
    channel?.may_post && tool("reply", "Reply", () => page.composer.replyTo(message)),
    own && tool("edit", "Edit", () => page.composer.edit(message)),
    (own || channel?.may_manage) && tool("delete", "Delete", () => page.delete(message)),
  ].filter((entry) => entry !== undefined && entry !== false);
}

/** @param {Message} message @param {Page} page */
function tools(message, page) {
  const entries = possible(message, page);
  if (!entries.length) return null;
  const more = make("button", { type: "button", class: "icon-button", "aria-haspopup": "menu", "aria-label": "More", title: "More",
    onclick: () => showMenu(more.getBoundingClientRect(), message, page) }, icon("more"));
  const buttons = entries.map(({ name, label, run }) =>
    make("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run }, icon(name)));
  return make("div", { class: "tools", role: "group", "aria-label": "Message tools" }, ...buttons, more);
}

/** A right click on text that is selected, or on a link, keeps the browser's own menu. @param {MouseEvent} event @param {Message} message @param {Page} page */
function context(event, message, page) {
  const onLink = event.target instanceof Element && event.target.closest("a");
  if (onLink || !getSelection()?.isCollapsed || isEphemeral(message)) return;
  event.preventDefault();
  showMenu(new DOMRect(event.clientX, event.clientY, 0, 0), message, page);
}

/** @param {DOMRect} near @param {Message} message @param {Page} page */
function showMenu(near, message, page) {
  openMenu(near, [
    ...possible(message, page),
    ...page.store.commands.filter((command) => command.type === 3)
      .map((command) => ({ name: null, label: command.name, run: () => page.useMenu(command.name, message) })),
  ]);
}
