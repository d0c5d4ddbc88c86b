// The rows of buttons and menus under a bot's message.

import { icon, make } from "./dom.js";
import { inside, linkTo } from "./links.js";

/** @typedef {import("./types.js").Component} Component */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./app.js").Page} Page */

const BUTTON = 2;
const STRING_SELECT = 3;
const LOOKS = ["", "primary", "secondary", "success", "danger", "link"];
const LINK = 5;

/** @param {Message} message @param {Page} page */
export function componentRows(message, page) {
  return (message.components ?? []).map((row) =>
    make("div", { class: "row" },
      ...(row.components ?? []).map((component) => componentNode(component, message, page))));
}

/** @param {Component} component @param {Message} message @param {Page} page */
function componentNode(component, message, page) {
  if (component.type === BUTTON) return button(component, message, page);
  if (component.type === STRING_SELECT) return select(component, message, page);
  return make("span", { class: "unsupported" }, "(a component this page does not show)");
}

/** @param {Component} component @param {Message} message @param {Page} page */
function button(component, message, page) {
  const label = [component.emoji ? `${component.emoji.name} ` : null, component.label];
  if (component.style === LINK) {
    const url = component.url ?? "";
    const text = document.createTextNode(label.filter(Boolean).join(""));
    const nodes = inside(url, page.store) ? [text] : [text, icon("leave")];
    return linkTo(url, nodes, page.store, "button secondary");
  }
  const element = make("button", {
    type: "button",
    class: `button ${LOOKS[component.style ?? 2] ?? "secondary"}`,
    disabled: component.disabled,
    "data-custom-id": component.custom_id,
    onclick: () => whileBusy(element, () => page.press(message, component.custom_id ?? "")),
  }, ...label);
  return element;
}

/** @param {Component} component @param {Message} message @param {Page} page */
function select(component, message, page) {
  const many = (component.max_values ?? 1) > 1;
  const options = (component.options ?? []).map((option) =>
    make("option", { value: option.value, selected: option.default, title: option.description }, option.label));
  const hint = component.placeholder ?? "Make a selection";
  const chosen = (component.options ?? []).some((option) => option.default);
  const prompt = many ? null : make("option", { value: "", disabled: true, selected: !chosen }, hint);
  const element = /** @type {HTMLSelectElement} */ (make("select", {
    "aria-label": hint, multiple: many, disabled: component.disabled, "data-custom-id": component.custom_id,
  }, prompt, ...options));
  element.addEventListener("change", () => {
    const values = [...element.selectedOptions].map((option) => option.value);
    if (values.length >= (component.min_values ?? 1)) {
      whileBusy(element, () => page.press(message, component.custom_id ?? "", values));
    }
  });
  return element;
}

/**
 * Mark a control as waiting for the bot; until it has answered, further presses do nothing.
 * @param {HTMLElement} control @param {() => Promise<void>} work
 */
async function whileBusy(control, work) {
  if (control.getAttribute("aria-busy")) return;
  control.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
