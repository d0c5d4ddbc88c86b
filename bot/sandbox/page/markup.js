// From markdown's tree to nodes, with names in place of ids.

import { make } from "./dom.js";
import { parse, parseInline } from "./markdown.js";
import { linkTo } from "./links.js";
import { formatFull, formatMark } from "./times.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./markdown.js").Branch} Branch */

/**
 * Branches that are just an element around their children.
 * @type {Record<string, [string, string | null]>}
 */
const PLAIN = {
  lines: ["div", null],
  strong: ["strong", null],
  em: ["em", null],
  underline: ["u", null],
  strike: ["s", null],
  quote: ["blockquote", null],
  subtext: ["small", "subtext"],
  mention: ["span", "mention"],
};

/** A message's or an embed's text. @param {string} text @param {Store} store */
export function markup(text, store) {
  return parse(text).map((branch) => nodeFor(branch, store));
}

/**
 * Text as plain words with the spoilers covered, for quoting a message.
 * @param {string} text @param {Store} store
 */
export function plainText(text, store) {
  const box = make("div", {}, ...markup(text, store));
  for (const spoiler of box.querySelectorAll(".spoiler")) spoiler.replaceWith("▇▇▇");
  return [...box.childNodes].map((block) => block.textContent).join(" ").replace(/\s+/g, " ").trim();
}

/** Text without blocks, for titles and field names. @param {string} text @param {Store} store */
export function inlineMarkup(text, store) {
  return parseInline(text).map((branch) => nodeFor(branch, store));
}

/** @param {Branch} branch @param {Store} store @returns {Node} */
function nodeFor(branch, store) {
  const children = () => (branch.children ?? []).map((child) => nodeFor(child, store));
  const plain = PLAIN[branch.type];
  if (plain) return make(plain[0], { class: plain[1] }, branch.text ?? null, ...children());
  switch (branch.type) {
    case "code":
      return make("code", {}, branch.text);
    case "codeblock":
      return make("pre", { tabindex: 0 }, make("code", { "data-language": branch.language }, branch.text));
    case "heading":
      // The page has its own outline: a message's headings start below it.
      return make(`h${branch.level + 2}`, { class: "heading" }, ...children());
    case "list":
      return list(branch, store);
    case "spoiler":
      return spoiler(children());
    case "link":
      return linkTo(branch.url ?? "", children(), store);
    case "user":
      return make("span", { class: "mention" }, `@${store.nameOf(branch.id)}`);
    case "role":
      return make("span", { class: "mention" }, `@${store.roleName(branch.id)}`);
    case "channel":
      return channelMention(branch.id, store);
    case "emoji":
      return document.createTextNode(`:${branch.name}:`);
    case "command":
      return make("span", { class: "mention" }, `/${branch.name}`);
    case "time":
      return timeMark(branch.seconds, branch.style);
    default:
      return document.createTextNode(branch.text ?? "");
  }
}

/** @param {Branch} branch @param {Store} store */
function list(branch, store) {
  const items = (branch.children ?? []).map((item) =>
    make("li", { class: item.depth ? "nested" : null },
      ...(item.children ?? []).map((child) => nodeFor(child, store))));
  const ordered = branch.start !== null;
  return make(ordered ? "ol" : "ul", { start: ordered ? branch.start : null }, ...items);
}

/** @param {string} id @param {Store} store */
function channelMention(id, store) {
  const channel = store.channel(id);
  if (!channel) return make("span", { class: "mention" }, "#unknown");
  const open = () => store.open(id);
  return make("button", { type: "button", class: "mention", onclick: open }, `#${channel.name}`);
}

/** @param {number} seconds @param {string} style */
function timeMark(seconds, style) {
  const text = formatMark(seconds, style);
  if (text === "Invalid date") return make("span", {}, text);
  const timestamp = new Date(seconds * 1000).toISOString();
  const ticking = style === "R" ? seconds : null;
  const title = formatFull(timestamp);
  return make("time", { class: "mark", datetime: timestamp, title, "data-ago": ticking }, text);
}

/** Hidden, also from screen readers and from the Tab key, until it is pressed. @param {Node[]} children */
function spoiler(children) {
  const inside = make("span", { class: "inside", inert: true }, ...children);
  const button = { role: "button", tabindex: 0, "aria-label": "Spoiler, press to reveal" };
  const cover = make("span", { class: "spoiler", ...button }, inside);
  const reveal = (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    cover.classList.add("revealed");
    for (const name of Object.keys(button)) cover.removeAttribute(name);
    inside.removeAttribute("inert");
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", reveal);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
