// The shapes that travel between this page and the server, for the reader and the editor; no code.

/**
 * @typedef {{id: string, name: string, colour: number, position: number}} Role
 * @typedef {{id: string, name: string, display_name: string, bot: boolean, role_ids: string[]}} Person
 * @typedef {{id: string, name: string, topic: string | null, kind: number, parent_id: string | null,
 *            private: boolean, may_post: boolean, may_manage: boolean}} Channel
 * @typedef {{id: string, label: string, name: string}} Human one whom the visitor may be
 * @typedef {{id: string, type: number, name: string, description: string, options: CommandOption[]}} Command
 * @typedef {{type: number, name: string, description?: string, required?: boolean, min_value?: number,
 *            max_value?: number, choices?: {name: string, value: string | number}[],
 *            options?: CommandOption[]}} CommandOption
 */

/**
 * What one person sees of the server.
 * @typedef {{you: string, guild: {id: string, name: string}, roles: Role[], people: Person[], humans: Human[],
 *            channels: Channel[], messages: Record<string, Message[]>}} Snapshot
 */

/**
 * A message as Discord's API gives it.
 * @typedef {{id: string, channel_id: string, type: number, author: {id: string, username: string,
 *            bot?: boolean}, content: string, timestamp: string, edited_timestamp: string | null, flags?: number,
 *            embeds: Embed[], components?: Component[], attachments?: {filename: string, size: number}[],
 *            reactions?: {emoji: {name: string}, count: number}[],
 *            referenced_message?: Message | null, message_reference?: {message_id?: string},
 *            interaction_metadata?: {user: {id: string}}}} Message
 * @typedef {{title?: string, url?: string, description?: string, color?: number, timestamp?: string,
 *            author?: {name: string, url?: string}, footer?: {text: string}, fields?: EmbedField[]}} Embed
 * @typedef {{name: string, value: string, inline?: boolean}} EmbedField
 * @typedef {{type: number, custom_id?: string, label?: string, style?: number, url?: string,
 *            disabled?: boolean, emoji?: {name: string}, placeholder?: string, options?: SelectOption[],
 *            min_values?: number, max_values?: number, min_length?: number, max_length?: number, value?: string,
 *            required?: boolean, content?: string, description?: string, component?: Component,
 *            components?: Component[]}} Component
 * @typedef {{label: string, value: string, description?: string, default?: boolean}} SelectOption
 * @typedef {{custom_id: string, title: string, components: Component[]}} Modal
 */

/**
 * Something that happened: Discord's dispatch name and data, or SNAPSHOT.
 * @typedef {{t: string, d: any}} Event
 */

export {};
