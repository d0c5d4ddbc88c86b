// Embeds: the cards bots write. Pictures are left out, since none may be loaded from elsewhere.

import { make } from "./dom.js";
import { linkTo } from "./links.js";
import { inlineMarkup, markup } from "./markup.js";
import { formatFull, formatMessageTime } from "./times.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./types.js").Embed} Embed */

/** @param {Embed} embed @param {Store} store */
export function embedNode(embed, store) {
  const card = make("section", { class: "embed", "aria-label": embed.title ?? "Embed" },
    embed.author
      && make("div", { class: "embed-author" }, maybeLink(embed.author.url, [embed.author.name], store)),
    embed.title
      && make("div", { class: "embed-title" }, maybeLink(embed.url, inlineMarkup(embed.title, store), store)),
    embed.description && make("div", { class: "embed-text" }, ...markup(embed.description, store)),
    embed.fields?.length ? make("dl", {}, ...embed.fields.map((field) => fieldNode(field, store))) : null,
    footer(embed));
  if (embed.color) card.style.setProperty("--bar", `#${embed.color.toString(16).padStart(6, "0")}`);
  return card;
}

/** @param {string | undefined} url @param {(Node | string)[]} label @param {Store} store */
function maybeLink(url, label, store) {
  const nodes = label.map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
  return url ? linkTo(url, nodes, store) : make("span", {}, ...nodes);
}

/** @param {{name: string, value: string, inline?: boolean}} field @param {Store} store */
function fieldNode(field, store) {
  return make("div", { class: field.inline ? "inline" : null },
    make("dt", {}, ...inlineMarkup(field.name, store)),
    make("dd", {}, ...markup(field.value, store)));
}

/** @param {Embed} embed */
function footer(embed) {
  if (!embed.footer && !embed.timestamp) return null;
  const { timestamp } = embed;
  const when = timestamp
    && make("time", { datetime: timestamp, title: formatFull(timestamp) }, formatMessageTime(timestamp));
  const between = embed.footer && when ? " • " : null;
  return make("div", { class: "embed-footer" }, embed.footer?.text, between, when);
}
