// The open channel's messages: which nodes there are, and where the visitor has scrolled to.

import { pictureOf, spoken } from "./channels.js";
import { byId, icon, make, reconcile } from "./dom.js";
import { messageNode } from "./message.js";
import { isEphemeral } from "./store.js";
import { formatAgo } from "./times.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./app.js").Page} Page */

const GROUP_MS = 7 * 60 * 1000; // messages of one author this close together share one header
const NEAR_END = 60; // pixels: nearer to the end than this, new messages scroll into view

export class MessageList {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.scroller = byId("scroller");
    this.list = byId("messages");
    this.latest = byId("latest");
    this.shownChannel = "";
    this.atEnd = true;
    /**
     * Each message's node with what it was made from.
     * @type {Map<string, {from: string, node: HTMLElement}>}
     */
    this.nodes = new Map();
    this.scroller.addEventListener("scroll", () => this.noteScroll());
    this.latest.addEventListener("click", () => this.scrollToEnd());
    new ResizeObserver(() => this.atEnd && this.scrollToEnd()).observe(this.scroller);
  }

  render() {
    const { store } = this.page;
    const moved = this.shownChannel !== store.openId;
    if (moved) this.nodes.clear();
    this.shownChannel = store.openId;
    const messages = store.messages();
    const before = this.list.lastElementChild;
    // A screen reader hears what arrives, not a whole channel that was opened.
    this.list.setAttribute("aria-live", moved ? "off" : "polite");
    const intro = this.list.querySelector(".intro");
    const nodes = messages.map((message, index) => this.nodeFor(message, messages[index - 1]));
    reconcile(this.list, [moved || !intro ? this.intro() : intro, ...nodes]);
    const ids = new Set(messages.map(({ id }) => id));
    for (const id of this.nodes.keys()) if (!ids.has(id)) this.nodes.delete(id);
    if (store.targetId) this.jump();
    else if (moved || this.atEnd) this.scrollToEnd();
    else if (this.list.lastElementChild !== before) this.latest.hidden = false;
  }

  /** @param {Message} message @param {Message | undefined} above */
  nodeFor(message, above) {
    const { store } = this.page;
    const follows = above !== undefined && continues(message, above);
    const { id } = message.author;
    const from = JSON.stringify([message, follows, store.nameOf(id), store.colourOf(id)]);
    const known = this.nodes.get(message.id);
    if (known?.from === from) return known.node;
    const node = messageNode(message, follows, this.page);
    if (known) keepFocus(known.node, node);
    this.nodes.set(message.id, { from, node });
    return node;
  }

  /** The head of the channel, above its first message. */
  intro() {
    const channel = this.page.store.openChannel;
    if (!channel) return make("div", { class: "intro" });
    const open = channel.private ? "Not everybody sees this channel." : "This is where the channel begins.";
    return make("div", { class: "intro" },
      make("span", { class: "intro-picture" }, icon(pictureOf(channel))),
      make("p", { class: "intro-title" }, `Welcome to ${spoken(channel)}`),
      make("p", {}, open));
  }

  jump() {
    const { store } = this.page;
    const node = this.nodes.get(store.targetId ?? "")?.node;
    store.targetId = null;
    if (!node) return;
    this.list.querySelector(".target")?.classList.remove("target");
    node.classList.add("target");
    node.scrollIntoView({ block: "center" });
    this.noteScroll();
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.noteScroll();
  }

  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.atEnd) this.latest.hidden = true;
  }

  /** Bring "3 minutes ago" up to date. */
  tick() {
    for (const mark of this.list.querySelectorAll("[data-ago]")) {
      mark.textContent = formatAgo(Number(mark.getAttribute("data-ago")));
    }
  }
}

/** @param {Message} message @param {Message} above */
function continues(message, above) {
  const gap = Date.parse(message.timestamp) - Date.parse(above.timestamp);
  const special = message.message_reference || message.interaction_metadata;
  return message.author.id === above.author.id && gap < GROUP_MS && !special
    && isEphemeral(message) === isEphemeral(above);
}

/**
 * When a message is rebuilt under the focus, its new self gets it: the same button, or else its first.
 * @param {HTMLElement} old @param {HTMLElement} fresh
 */
function keepFocus(old, fresh) {
  const focused = document.activeElement;
  if (!focused || !old.contains(focused)) return;
  const id = focused.getAttribute("data-custom-id");
  const enabled = fresh.querySelectorAll("[data-custom-id]:not([disabled])");
  const buttons = /** @type {HTMLElement[]} */ ([...enabled]);
  const heir = buttons.find((button) => button.dataset.customId === id) ?? buttons[0];
  if (heir) requestAnimationFrame(() => heir.focus());
}
