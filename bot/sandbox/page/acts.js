// What the visitor does, carried to the server as the person they are.

/** @typedef {import("./types.js").Modal} Modal */
/** @typedef {{modal?: Modal}} Outcome what the bot's answer asks the page to do next */

export class Acts {
  /** @param {() => string} you the id of the person who acts */
  constructor(you) {
    this.you = you;
  }

  /** @param {string} channel @param {string} text @param {string | null} [replyTo] */
  post(channel, text, replyTo = null) {
    return this.send({ act: "post", channel, text, reply_to: replyTo });
  }

  /** @param {string} channel @param {string} message @param {string} text */
  edit(channel, message, text) {
    return this.send({ act: "edit", channel, message, text });
  }

  /** @param {string} channel @param {string} message */
  delete(channel, message) {
    return this.send({ act: "delete", channel, message });
  }

  /**
   * @param {string} channel @param {string} message @param {string} customId @param {string[] | null} [values]
   */
  press(channel, message, customId, values = null) {
    return this.send({ act: "press", channel, message, custom_id: customId, values });
  }

  /**
   * @param {string} channel @param {string} name @param {Record<string, string | number | boolean>} options
   */
  command(channel, name, options) {
    return this.send({ act: "command", channel, name, options });
  }

  /** @param {string} channel @param {string} name @param {string} message */
  menu(channel, name, message) {
    return this.send({ act: "menu", channel, name, message });
  }

  /**
   * @param {Modal} modal the one that the bot answered with @param {Record<string, any>} fields by custom id
   */
  submitModal(modal, fields) {
    return this.send({ act: "submit_modal", custom_id: modal.custom_id, fields });
  }

  /**
   * The commands you may use in a channel.
   * @param {string} channel
   * @returns {Promise<import("./types.js").Command[]>}
   */
  commands(channel) {
    return this.ask(`/page/commands?${new URLSearchParams({ as: this.you(), channel })}`);
  }

  /**
   * @param {Record<string, any>} act
   * @returns {Promise<Outcome>}
   */
  send(act) {
    const body = JSON.stringify({ as: this.you(), ...act });
    return this.ask("/page/acts", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }

  /**
   * @param {string} address @param {RequestInit} [how]
   * @throws {Error} with the server's one line
   */
  async ask(address, how) {
    const answer = await fetch(address, how).catch(() => null);
    if (!answer) throw new Error("The sandbox can't be reached; is it still running?");
    const outcome = await answer.json().catch(() => ({ error: `The sandbox answered ${answer.status}.` }));
    if (!answer.ok) throw new Error(outcome.error);
    return outcome;
  }
}
