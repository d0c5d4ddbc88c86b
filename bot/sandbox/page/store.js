// What the page knows: one person's view of the server, kept up to date from events. No node in sight.

/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").Message} Message */

const EPHEMERAL = 1 << 6;
const MOST_KEPT = 500; // messages a channel keeps; the oldest go first

/** @param {Message} message */
export function isEphemeral(message) {
  return Boolean((message.flags ?? 0) & EPHEMERAL);
}

export class Store {
  constructor() {
    /** @type {Snapshot | null} */
    this.snapshot = null;
    this.openId = "";
    /** The message to show and mark, after a jump. @type {string | null} */
    this.targetId = null;
    /** Unread messages by channel. @type {Map<string, number>} */
    this.unread = new Map();
    /** Called after every change. */
    this.changed = () => {};
  }

  get you() { return this.snapshot?.you ?? ""; }
  get guild() { return this.snapshot?.guild ?? { id: "", name: "" }; }
  get channels() { return this.snapshot?.channels ?? []; }
  get people() { return this.snapshot?.people ?? []; }
  get roles() { return this.snapshot?.roles ?? []; }
  get humans() { return this.snapshot?.humans ?? []; }
  get openChannel() { return this.channel(this.openId); }

  /** @param {string} id */
  channel(id) { return this.channels.find((channel) => channel.id === id); }

  /** @param {string} id */
  person(id) {
    return this.people.find((person) => person.id === id)
      ?? { id, name: "unknown", display_name: "unknown", bot: false, role_ids: [] };
  }

  /** @param {string} id */
  nameOf(id) { return this.person(id).display_name; }

  /** @param {string} id */
  roleName(id) { return this.roles.find((role) => role.id === id)?.name ?? "unknown"; }

  /** A person's roles, highest first. @param {string} id */
  rolesOf(id) {
    const held = this.person(id).role_ids;
    return this.roles.filter((role) => held.includes(role.id)).sort((one, other) => other.position - one.position);
  }

  /** The colour of a person's highest coloured role as #rrggbb. @param {string} id */
  colourOf(id) {
    const colour = this.rolesOf(id).find((role) => role.colour)?.colour;
    return colour ? `#${colour.toString(16).padStart(6, "0")}` : null;
  }

  /** A channel's messages, oldest first. @param {string} [channelId] */
  messages(channelId = this.openId) { return this.snapshot?.messages[channelId] ?? []; }

  /** The last message of yours that you could edit. */
  lastOwn() {
    return this.messages().findLast((message) => message.author.id === this.you && !isEphemeral(message));
  }

  /** @param {string} channelId @param {string | null} [messageId] a message to jump to */
  open(channelId, messageId = null) {
    this.openId = channelId;
    this.targetId = messageId;
    this.unread.delete(channelId);
    this.changed();
  }

  /** @param {import("./types.js").Event} event */
  apply({ t, d }) {
    if (t === "SNAPSHOT") this.replace(d);
    else if (t === "MESSAGE_CREATE") this.add(d);
    else if (t === "MESSAGE_UPDATE") this.amend(d);
    else if (t === "MESSAGE_DELETE") this.remove(d.channel_id, [d.id]);
    else if (t === "MESSAGE_DELETE_BULK") this.remove(d.channel_id, d.ids);
    this.changed();
  }

  /** @param {Snapshot} snapshot */
  replace(snapshot) {
    if (this.you && this.you !== snapshot.you) this.unread.clear();
    this.snapshot = snapshot;
    if (!this.openChannel) this.openId = snapshot.channels[0]?.id ?? "";
    for (const id of this.unread.keys()) if (!this.channel(id)) this.unread.delete(id);
  }

  /** @param {Message} message */
  add(message) {
    const messages = this.snapshot?.messages[message.channel_id];
    if (!messages || messages.some((known) => known.id === message.id)) return;
    messages.push(message);
    messages.splice(0, messages.length - MOST_KEPT);
    if (message.channel_id !== this.openId && message.author.id !== this.you) {
      this.unread.set(message.channel_id, (this.unread.get(message.channel_id) ?? 0) + 1);
    }
  }

  /**
   * An update may carry only what changed.
   * @param {Partial<Message> & {id: string, channel_id: string}} update
   */
  amend(update) {
    const messages = this.snapshot?.messages[update.channel_id] ?? [];
    const index = messages.findIndex((message) => message.id === update.id);
    if (index >= 0) messages[index] = { ...messages[index], ...update };
  }

  /** @param {string} channelId @param {string[]} ids */
  remove(channelId, ids) {
    if (!this.snapshot?.messages[channelId]) return;
    this.snapshot.messages[channelId] = this.snapshot.messages[channelId].filter(({ id }) => !ids.includes(id));
  }
}
