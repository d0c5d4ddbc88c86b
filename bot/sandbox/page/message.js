// One message: avatar, author, text, card and buttons.

import { componentRows } from "./components.js";
import { icon, make } from "./dom.js";
import { embedNode } from "./embeds.js";
import { markup, plainText } from "./markup.js";
import { avatar, coloredName } from "./persons.js";
import { isEphemeral } from "./store.js";
import { formatFull, formatMessageTime } from "./times.js";
import { onRightClick, toolBar } from "./tools.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./app.js").Page} Page */

const SUPPRESS_EMBEDS = 1 << 2;
const LOADING = 1 << 7;
const EXCERPT = 120; // characters of a message that a quotation of it shows
const COMMAND_ANSWERS = [20, 23]; // message types: what answers a typed command, and one from a menu

/**
 * @param {Message} message @param {boolean} follows whether it goes on where the message above ended
 * @param {Page} page
 */
export function messageNode(message, follows, page) {
  const { store } = page;
  const ephemeral = isEphemeral(message);
  const look = `message${follows ? " follows" : ""}${ephemeral ? " ephemeral" : ""}`;
  const oncontextmenu = (/** @type {MouseEvent} */ event) => onRightClick(event, message, page);
  const loading = (message.flags ?? 0) & LOADING;
  const embeds = (message.flags ?? 0) & SUPPRESS_EMBEDS ? [] : message.embeds;
  const label = `Message by ${store.nameOf(message.author.id)}`;
  const start = follows
    ? [timeOf(message)]
    : [above(message, page), avatar(message.author.id, store), header(message, page)];
  return make("article", { class: look, "aria-label": label, "data-message": message.id, oncontextmenu },
    ...start,
    make("div", { class: "content" },
      loading ? make("p", { class: "thinking" }, `${store.nameOf(message.author.id)} is thinking…`) : null,
      ...text(message, page),
      ...embeds.map((embed) => embedNode(embed, store)),
      ...(message.attachments ?? []).map(({ filename, size }) =>
        make("p", { class: "attachment" }, `${filename} (${size} bytes)`)),
      ...componentRows(message, page),
      reactions(message),
      ephemeral ? dismissal(message, page) : null),
    toolBar(message, page));
}

/** The line above a reply or a command's answer. @param {Message} message @param {Page} page */
function above(message, page) {
  const { store } = page;
  if (message.message_reference?.message_id) return reply(message, page);
  const user = message.interaction_metadata?.user;
  if (!user || !COMMAND_ANSWERS.includes(message.type)) return null;
  const who = [avatar(user.id, store, "tiny"), coloredName(user.id, "", store)];
  return make("p", { class: "above" }, ...who, " used a command");
}

/** @param {Message} message @param {Page} page */
function reply(message, page) {
  const { store } = page;
  const first = message.referenced_message;
  if (!first) return make("p", { class: "above" }, "Original message was deleted");
  const jump = () => store.open(first.channel_id, first.id);
  const { id, username } = first.author;
  return make("p", { class: "above" }, "Reply to ", avatar(id, store, "tiny"), coloredName(id, username, store),
    make("button", { type: "button", class: "quoted", onclick: jump }, excerpt(first, store)));
}

/** The beginning of a message, to know it by. @param {Message} message @param {Page["store"]} store */
export function excerpt(message, store) {
  const words = plainText(message.content, store).slice(0, EXCERPT);
  return words || message.embeds[0]?.title || "a message without text";
}

/** @param {Message} message @param {Page} page */
function header(message, { store }) {
  const { author } = message;
  return make("header", {},
    coloredName(author.id, author.username, store),
    author.bot ? make("span", { class: "tag" }, "BOT") : null,
    timeOf(message));
}

/** @param {Message} message */
function timeOf({ timestamp }) {
  return make("time", { datetime: timestamp, title: formatFull(timestamp) }, formatMessageTime(timestamp));
}

/** The text, with "(edited)" at the end of its last line. @param {Message} message @param {Page} page */
function text(message, { store }) {
  const blocks = markup(message.content, store);
  if (!message.edited_timestamp) return blocks;
  const mark = make("span", { class: "edited", title: formatFull(message.edited_timestamp) }, "(edited)");
  const last = blocks.at(-1);
  if (!(last instanceof HTMLDivElement)) return [...blocks, mark];
  last.append(mark);
  return blocks;
}

/** @param {Message} message */
function reactions(message) {
  if (!message.reactions?.length) return null;
  return make("ul", { class: "reactions", "aria-label": "Reactions" },
    ...message.reactions.map(({ emoji, count }) => make("li", {}, `${emoji.name} ${count}`)));
}

/** @param {Message} message @param {Page} page */
function dismissal(message, page) {
  const onclick = () => page.attempt(() => page.acts.delete(message.channel_id, message.id));
  return make("p", { class: "only-you" }, icon("eye"), "Only you can see this",
    make("button", { type: "button", class: "plain", onclick }, "Dismiss message"));
}
