// Embeds: the cards bots write. Pictures are left out, since none may be loaded from elsewhere.

import { make } from "./dom.js";
import { linkTo } from "./links.js";
import { inlineMarkup, markup } from "./markup.js";
import { formatFull, formatMessageTime } from "./times.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./types.js").Embed} Embed */
/** @typedef {import("./types.js").EmbedField} Field */

const BESIDE = 3; // inline fields that share a line

/** @param {Embed} embed @param {Store} store */
export function embedNode(embed, store) {
  const card = make("section", { class: "embed", "aria-label": embed.title ?? "Embed" },
    embed.author
      && make("div", { class: "embed-author" }, maybeLink(embed.author.url, [embed.author.name], store)),
    embed.title
      && make("div", { class: "embed-title" }, maybeLink(embed.url, inlineMarkup(embed.title, store), store)),
    embed.description && make("div", { class: "embed-text" }, ...markup(embed.description, store)),
    embed.fields?.length ? fieldList(embed.fields, store) : null,
    footer(embed));
  if (embed.color) card.style.setProperty("--bar", `#${embed.color.toString(16).padStart(6, "0")}`);
  return card;
}

/** @param {string | undefined} url @param {(Node | string)[]} label @param {Store} store */
function maybeLink(url, label, store) {
  const nodes = label.map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
  return url ? linkTo(url, nodes, store) : make("span", {}, ...nodes);
}

/** @param {Field[]} fields @param {Store} store */
function fieldList(fields, store) {
  const nodes = lines(fields).flatMap((line) => line.map(({ name, value }) =>
    make("div", { class: `of-${line.length}` },
      make("dt", {}, ...inlineMarkup(name, store)),
      make("dd", {}, ...markup(value, store)))));
  return make("dl", {}, ...nodes);
}

/** The fields as they stand side by side: up to three inline ones, or one that is not. @param {Field[]} fields */
function lines(fields) {
  const made = /** @type {Field[][]} */ ([]);
  for (const field of fields) {
    const last = made.at(-1);
    if (field.inline && last?.[0].inline && last.length < BESIDE) last.push(field);
    else made.push([field]);
  }
  return made;
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
