// Puts the page together: events come in by the socket, acts go out, and every change is drawn.

import { Acts } from "./acts.js";
import { pictureOf, renderChannels, spoken } from "./channels.js";
import { Composer } from "./composer.js";
import { ask, fillInModal } from "./dialogs.js";
import { byId, icon, make } from "./dom.js";
import { MessageList } from "./messages.js";
import { renderPersons } from "./persons.js";
import { Socket } from "./socket.js";
import { Store } from "./store.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./acts.js").Outcome} Outcome */

const TICK_MS = 20_000;
const LINES = { connecting: "Connecting…", open: "", lost: "Connection lost; trying again…" };

export class Page {
  constructor() {
    this.store = new Store();
    this.acts = new Acts(() => this.store.you);
    this.composer = new Composer(this);
    this.list = new MessageList(this);
    this.socket = new Socket((event) => this.store.apply(event), (line) => this.showLine(line));
    this.store.changed = () => this.render();
  }

  start() {
    const asked = new URLSearchParams(location.search);
    this.store.openId = asked.get("channel") ?? "";
    this.socket.call(asked.get("as") ?? "");
    setInterval(() => this.list.tick(), TICK_MS);
    byId("drawer").append(icon("menu"));
    byId("drawer").addEventListener("click", () => this.toggleDrawer());
    // A click beside the open drawer, a chosen channel and Escape close it.
    document.addEventListener("click", (event) => {
      const inside = event.target instanceof Element && event.target.closest("#drawer, #guild");
      if (!inside) this.toggleDrawer(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggleDrawer(false);
    });
  }

  render() {
    const { store } = this;
    renderChannels(store);
    renderPersons(store, (person) => this.become(person));
    this.renderTop();
    this.composer.render();
    this.list.render();
    this.renderAddress();
  }

  /** Who and where, so that a reload and a second window find their way. */
  renderAddress() {
    const search = `?${new URLSearchParams({ as: this.store.you, channel: this.store.openId })}`;
    if (search !== location.search) history.replaceState(null, "", search);
  }

  renderTop() {
    const { openChannel, guild } = this.store;
    const waiting = [...this.store.unread.values()].reduce((sum, count) => sum + count, 0);
    byId("title").replaceChildren(...(openChannel ? [icon(pictureOf(openChannel)), openChannel.name] : []));
    byId("topic").textContent = openChannel?.topic ?? "";
    byId("topic").title = openChannel?.topic ?? "";
    byId("messages").setAttribute("aria-label", `Messages in ${openChannel?.name ?? "no channel"}`);
    byId("drawer").classList.toggle("unread", waiting > 0);
    const place = openChannel ? `${spoken(openChannel)} · ` : "";
    document.title = `${waiting ? `(${waiting}) ` : ""}${place}${guild.name}`;
  }

  /** @param {string} person */
  become(person) {
    this.composer.leaveMode();
    this.tell("");
    this.socket.call(person);
  }

  /** @param {import("./socket.js").Line} line */
  showLine(line) {
    byId("connection").textContent = LINES[line];
  }

  /** @param {boolean} [open] */
  toggleDrawer(open) {
    const opened = document.body.classList.toggle("drawer-open", open);
    byId("drawer").setAttribute("aria-expanded", String(opened));
  }

  /** @param {string} line */
  tell(line) {
    byId("notice").textContent = line;
  }

  /**
   * Do something, and say so if it fails.
   * @template T @param {() => Promise<T>} work @returns {Promise<T | null>}
   */
  async attempt(work) {
    this.tell("");
    try {
      return await work();
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /**
   * Do something the bot answers, and show the form if that is its answer.
   * @param {() => Promise<Outcome>} work
   */
  async answer(work) {
    const outcome = await this.attempt(work);
    const modal = outcome?.modal;
    if (!modal) return;
    const fields = await fillInModal(modal);
    if (fields) await this.answer(() => this.acts.submitModal(modal, fields));
  }

  /** @param {Message} message @param {string} customId @param {string[] | null} [values] */
  press(message, customId, values = null) {
    return this.answer(() => this.acts.press(message.channel_id, message.id, customId, values));
  }

  /** @param {string} name @param {Message} message */
  useMenu(name, message) {
    return this.answer(() => this.acts.menu(message.channel_id, name, message.id));
  }

  /** @param {Message} message */
  async delete(message) {
    const body = [make("p", {}, `Delete this message by ${this.store.nameOf(message.author.id)}?`)];
    if (await ask("Delete message", body, "Delete", "danger")) {
      await this.attempt(() => this.acts.delete(message.channel_id, message.id));
    }
  }
}

new Page().start();
