// Times in the visitor's own language and zone: a message's, a <t:…> mark's, and how long ago it was.

/** Discord's <t:…:style> letters. @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/**
 * Unit names with their lengths in seconds, longest first.
 * @type {[Intl.RelativeTimeFormatUnit, number][]}
 */
const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** The furthest moment from 1970 that a Date can hold, in seconds. */
const FURTHEST = 8_640_000_000_000;

/**
 * @param {number} seconds since 1970
 * @param {string} style one of t T d D f F R
 */
export function formatMark(seconds, style) {
  if (Math.abs(seconds) > FURTHEST) return "Invalid date";
  return style === "R" ? formatAgo(seconds) : format(new Date(seconds * 1000), STYLES[style] ?? STYLES.f);
}

/** @param {number} seconds since 1970 */
export function formatAgo(seconds) {
  const distance = seconds - Date.now() / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? UNITS[UNITS.length - 1];
  return AGO.format(Math.trunc(distance / length), unit);
}

/** The full date and time, for titles. @param {string} timestamp ISO 8601 */
export function formatFull(timestamp) {
  return format(new Date(timestamp), STYLES.F);
}

/** Only the time for today's messages, the date too for older ones. @param {string} timestamp ISO 8601 */
export function formatMessageTime(timestamp) {
  const when = new Date(timestamp);
  const today = when.toDateString() === new Date().toDateString();
  return format(when, today ? STYLES.t : { dateStyle: "short", timeStyle: "short" });
}

/** @param {Date} when @param {Intl.DateTimeFormatOptions} options */
function format(when, options) {
  return new Intl.DateTimeFormat(undefined, options).format(when);
}
