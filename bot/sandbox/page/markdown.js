// Discord's markdown, from text to a tree. Knows nothing of the page: markup.js turns the tree into nodes.

/**
 * @typedef {{type: string, text?: string, children?: Branch[], [key: string]: any}} Branch
 *   text, code, codeblock: `text`; strong, em, underline, strike, spoiler, quote, heading, subtext,
 *   list, item: `children`; link: `url`, `masked`, `children`; user, role, channel: `id`;
 *   emoji, command: `name`; time: `seconds`, `style`
 */

/**
 * Inline rules in order: the first that matches at a position wins.
 * @type {[RegExp, (m: RegExpExecArray) => Branch][]}
 */
const INLINE = [
  [/\\([^\w\s])/y, (m) => ({ type: "text", text: m[1] })],
  [/(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y, (m) => ({ type: "code", text: m[2].replace(/^ (.+) $/, "$1") })],
  [/\|\|([\s\S]+?)\|\|/y, (m) => ({ type: "spoiler", children: parseInline(m[1]) })],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, (m) => ({ type: "strong", children: parseInline(m[1]) })],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, (m) => ({ type: "underline", children: parseInline(m[1]) })],
  [/~~([\s\S]+?)~~/y, (m) => ({ type: "strike", children: parseInline(m[1]) })],
  [/\*(?=\S)((?:\\[\s\S]|\*\*[^*]*\*\*|[^\s*\\]|\s+(?!\s|\*(?!\*)))+?)\*(?!\*)/y,
    (m) => ({ type: "em", children: parseInline(m[1]) })],
  [/_((?:\\[\s\S]|__[^_]*__|[^\\_])+?)_(?!\w)/y, (m) => ({ type: "em", children: parseInline(m[1]) })],
  [/<@!?(\d{1,20})>/y, (m) => ({ type: "user", id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: "role", id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: "channel", id: m[1] })],
  [/<a?:(\w{2,32}):\d{1,20}>/y, (m) => ({ type: "emoji", name: m[1] })],
  [/<\/([^:<>]{1,100}):\d{1,20}>/y, (m) => ({ type: "command", name: m[1] })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => ({ type: "time", seconds: Number(m[1]), style: m[2] ?? "f" })],
  [/\[((?:\\[\s\S]|[^[\]\\])+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\)/y,
    (m) => ({ type: "link", url: m[2], masked: true, children: parseInline(m[1], false) })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => bareLink(m[1])],
  [/https?:\/\/[^\s<>|]*[^\s<>|.,:;!?"'()[\]{}*_~]\/?/y, (m) => bareLink(m[0])],
  [/@(?:everyone|here)\b/y, (m) => ({ type: "mention", text: m[0] })],
];

/** Where something other than plain text may begin. */
const SPECIAL = /[\\`|*_~<[@]|https?:\/\//g;
const FENCE = /```(?:([\w+.#-]+)\n)?\n*([\s\S]*?[^\s`][\s\S]*?)\n*```/g;

/** @param {string} url @returns {Branch} */
function bareLink(url) {
  return { type: "link", url, masked: false, children: [{ type: "text", text: url }] };
}

/**
 * Parse emphasis, code, links, mentions and the like, but no blocks.
 * @param {string} text
 * @param {boolean} [links] false inside a link's label, where Discord allows no other link
 * @returns {Branch[]}
 */
export function parseInline(text, links = true) {
  const branches = /** @type {Branch[]} */ ([]);
  const add = (/** @type {Branch} */ branch) => {
    const last = branches.at(-1);
    if (branch.type === "text" && last?.type === "text") last.text += branch.text ?? "";
    else branches.push(branch);
  };
  let at = 0;
  while (at < text.length) {
    const found = matchAt(text, at, links);
    if (found) {
      add(found.branch);
      at = found.end;
      continue;
    }
    SPECIAL.lastIndex = at + 1;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    add({ type: "text", text: text.slice(at, next) });
    at = next;
  }
  return branches;
}

/** @param {string} text @param {number} at @param {boolean} links */
function matchAt(text, at, links) {
  const wordBefore = at > 0 && /\w/.test(text[at - 1]);
  for (const [rule, build] of INLINE) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (!match) continue;
    // snake_case_names are not emphasis.
    if (wordBefore && match[0].startsWith("_") && !match[0].startsWith("__")) continue;
    const end = rule.lastIndex; // build() parses the inside with the same rules and moves lastIndex
    const branch = build(match);
    if (branch.type === "link" && !links) continue;
    return { branch, end };
  }
  return null;
}

/**
 * Parse a whole message or embed text.
 * @param {string} text
 * @returns {Branch[]}
 */
export function parse(text) {
  const branches = /** @type {Branch[]} */ ([]);
  let at = 0;
  for (const fence of text.matchAll(FENCE)) {
    branches.push(...parseBlocks(text.slice(at, fence.index).replace(/\n$/, "")));
    branches.push({ type: "codeblock", text: fence[2], language: fence[1] ?? "" });
    at = fence.index + fence[0].length;
    if (text[at] === "\n") at += 1;
  }
  branches.push(...parseBlocks(text.slice(at)));
  return branches;
}

const HEADING = /^(#{1,3}) +(.+)$/;
const SUBTEXT = /^-# +(.+)$/;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.+)$/;
const QUOTE = /^> ?(.*)$/;

/** @param {string} text @returns {Branch[]} */
function parseBlocks(text) {
  if (text === "") return [];
  const lines = text.split("\n");
  const branches = /** @type {Branch[]} */ ([]);
  let plain = /** @type {string[]} */ ([]);
  const flush = () => {
    if (plain.length) branches.push({ type: "lines", children: parseInline(plain.join("\n")) });
    plain = [];
  };
  let index = 0;
  while (index < lines.length) {
    const [block, used] = blockAt(lines, index);
    if (block) {
      flush();
      branches.push(block);
    } else {
      plain.push(lines[index]);
    }
    index += used;
  }
  flush();
  return branches;
}

/**
 * The block that begins at a line, and how many lines it takes; null for a line of ordinary text.
 * @param {string[]} lines @param {number} index @returns {[Branch | null, number]}
 */
function blockAt(lines, index) {
  const line = lines[index];
  if (line.startsWith(">>> ")) {
    const rest = [line.slice(4), ...lines.slice(index + 1)].join("\n");
    return [{ type: "quote", children: parseBlocks(rest) }, lines.length - index];
  }
  if (/^> /.test(line)) {
    const run = runOf(lines, index, QUOTE);
    return [{ type: "quote", children: parseBlocks(run.map((m) => m[1]).join("\n")) }, run.length];
  }
  const heading = HEADING.exec(line);
  if (heading) return [{ type: "heading", level: heading[1].length, children: parseInline(heading[2]) }, 1];
  const subtext = SUBTEXT.exec(line);
  if (subtext) return [{ type: "subtext", children: parseInline(subtext[1]) }, 1];
  if (ITEM.test(line)) {
    const run = runOf(lines, index, ITEM);
    const items = run.map((m) => ({ type: "item", depth: m[1].length >> 1, children: parseInline(m[3]) }));
    return [{ type: "list", start: run[0][2] ? Number(run[0][2]) : null, children: items }, run.length];
  }
  return [null, 1];
}

/** @param {string[]} lines @param {number} from @param {RegExp} pattern */
function runOf(lines, from, pattern) {
  const matches = /** @type {RegExpExecArray[]} */ ([]);
  for (let index = from; index < lines.length; index += 1) {
    const match = pattern.exec(lines[index]);
    if (!match) break;
    matches.push(match);
  }
  return matches;
}
