// The few helpers by which every other module makes nodes. Text goes in as text nodes only: a stranger's
// words never pass through an HTML parser.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element. Properties named `on…` become listeners, the rest attributes; null, undefined and
 * false leave an attribute out, true sets it empty.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  const present = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...present);
  return element;
}

/**
 * Make a parent's children equal to the given nodes, touching only what differs, so that focus, scroll
 * position and what a screen reader has already read stay as they are.
 * @param {Element} parent
 * @param {Element[]} wanted
 */
export function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** @param {string} id */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture from icons.svg; it says nothing to a screen reader. @param {string} name */
export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.classList.add("icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  picture.append(use);
  return picture;
}
