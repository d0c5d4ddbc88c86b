// The box to type in: new messages, replies, edits and slash commands.

import { spoken } from "./channels.js";
import { askOptions, matching } from "./commands.js";
import { byId, make } from "./dom.js";
import { excerpt } from "./message.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Command} Command */
/** @typedef {import("./commands.js").Callable} Callable */
/** @typedef {import("./app.js").Page} Page */
/** @typedef {{kind: "reply" | "edit", message: Message, says: string}} Mode */

const LONGEST = 2000; // characters in a message, counted as Discord does
const COUNT_FROM = 1800;

export class Composer {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.form = /** @type {HTMLFormElement} */ (byId("composer"));
    this.text = /** @type {HTMLTextAreaElement} */ (byId("text"));
    this.suggestions = byId("suggestions");
    /** What Send will do besides posting. @type {Mode | null} */
    this.mode = null;
    /** The bot's commands, from a slash until the box no longer begins with one. @type {Command[] | null} */
    this.commands = null;
    /** @type {Callable[]} */
    this.matches = [];
    this.chosen = 0;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("input", () => this.refresh());
    this.text.addEventListener("keydown", (event) => this.key(event));
  }

  render() {
    const channel = this.page.store.openChannel;
    const name = channel ? `Message ${spoken(channel)}` : "No channel";
    this.text.placeholder = channel && !channel.may_post ? "You may not write here" : name;
    this.text.setAttribute("aria-label", name);
    this.text.disabled = !channel;
    const { mode } = this;
    if (mode && !this.page.store.messages().some(({ id }) => id === mode.message.id)) this.leaveMode();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const listed = this.matches.length > 0;
    const last = this.page.store.lastOwn();
    if (event.key === "Enter" && !event.shiftKey) this.send();
    else if (event.key === "Escape" && (listed || this.mode)) listed ? this.list([]) : this.leaveMode();
    else if (event.key === "ArrowUp" && listed) this.choose(this.chosen - 1);
    else if (event.key === "ArrowDown" && listed) this.choose(this.chosen + 1);
    else if (event.key === "Tab" && listed) this.complete();
    else if (event.key === "ArrowUp" && this.text.value === "" && last) this.edit(last);
    else return;
    event.preventDefault();
  }

  async send() {
    if (this.matches.length) return this.run(this.matches[this.chosen]);
    const { mode, text, page } = this;
    const typed = text.value.trim();
    const { openId } = page.store;
    if (!typed || !openId) return;
    // Empty at once, so that a second Enter sends nothing twice; what was refused comes back.
    this.leaveMode();
    this.setText("");
    const done = await page.attempt(() => mode?.kind === "edit"
      ? page.acts.edit(openId, mode.message.id, typed)
      : page.acts.post(openId, typed, mode?.message.id));
    if (done || text.value) return;
    if (mode) this.enterMode(mode);
    this.setText(typed);
  }

  /** @param {Callable} command */
  async run(command) {
    const { store, acts } = this.page;
    this.list([]);
    const options = await askOptions(command, store);
    this.text.focus();
    if (!options) return;
    this.setText("");
    await this.page.answer(() => acts.command(store.openId, command.name, options));
  }

  /** @param {Message} message */
  replyTo(message) {
    const { store } = this.page;
    const says = `Replying to ${store.nameOf(message.author.id)}: ${excerpt(message, store)}`;
    this.enterMode({ kind: "reply", message, says });
    this.text.focus();
  }

  /** @param {Message} message */
  edit(message) {
    this.enterMode({ kind: "edit", message, says: "Editing your message" });
    this.setText(message.content);
    this.text.focus();
  }

  /** @param {Mode} mode */
  enterMode(mode) {
    this.leaveMode();
    this.mode = mode;
    const leave = () => this.leaveMode();
    const cancel = make("button", { type: "button", class: "plain", onclick: leave }, "Cancel (Esc)");
    byId("mode").replaceChildren(make("span", {}, mode.says), cancel);
    byId("mode").hidden = false;
  }

  leaveMode() {
    if (this.mode?.kind === "edit") this.setText("");
    this.mode = null;
    byId("mode").hidden = true;
  }

  /** @param {string} value */
  setText(value) {
    this.text.value = value;
    this.refresh();
  }

  /** Fit the box to its text, count, and list the commands meant. */
  refresh() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
    const length = [...this.text.value].length;
    const count = byId("count");
    count.textContent = length > COUNT_FROM ? String(LONGEST - length) : "";
    count.classList.toggle("over", length > LONGEST);
    if (!this.text.value.startsWith("/")) this.commands = null;
    else if (!this.commands) this.loadCommands();
    this.list(this.mode ? [] : matching(this.text.value, this.commands ?? []));
  }

  /** The bot may register commands at any time, so each slash asks anew. */
  async loadCommands() {
    const { acts, store } = this.page;
    this.commands = [];
    this.commands = await this.page.attempt(() => acts.commands(store.openId)) ?? [];
    this.refresh();
  }

  /** @param {Callable[]} matches */
  list(matches) {
    this.matches = matches;
    this.suggestions.replaceChildren(...matches.map((command, index) =>
      make("li", { role: "option", id: `suggestion-${index}`, onclick: () => this.run(command) },
        make("span", {}, `/${command.name}`), make("small", {}, command.description))));
    this.suggestions.hidden = matches.length === 0;
    this.choose(0);
  }

  /** @param {number} index */
  choose(index) {
    const { length } = this.matches;
    this.chosen = length ? (index + length) % length : 0;
    [...this.suggestions.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === this.chosen));
    });
    const active = this.suggestions.children[this.chosen];
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.text.setAttribute("aria-activedescendant", active.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  complete() {
    this.setText(`/${this.matches[this.chosen].name}`);
  }
}
