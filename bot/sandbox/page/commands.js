// Slash commands: what the visitor's "/…" may mean, and the form for a command's options.

import { fillIn, labelled } from "./dialogs.js";
import { make } from "./dom.js";

/** @typedef {import("./types.js").Command} Command */
/** @typedef {import("./types.js").CommandOption} CommandOption */
/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {{name: string, description: string, options: CommandOption[]}} Callable a command or subcommand
 */

const CHAT = 1;
const [SUBCOMMAND, GROUP, , INTEGER, BOOLEAN, USER, CHANNEL, ROLE] = [1, 2, 3, 4, 5, 6, 7, 8];
const NUMBER = 10;

/** Everything that may be typed after a slash. @param {Command[]} commands @returns {Callable[]} */
export function callables(commands) {
  return commands.filter((command) => command.type === CHAT)
    .flatMap((command) => unfold(command.name, command.description, command.options ?? []));
}

/** @param {string} name @param {string} description @param {CommandOption[]} options @returns {Callable[]} */
function unfold(name, description, options) {
  const nested = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (!nested.length) return [{ name, description, options }];
  return nested.flatMap((option) =>
    unfold(`${name} ${option.name}`, option.description ?? "", option.options ?? []));
}

/** The commands that begin with what stands in the box. @param {string} typed @param {Command[]} commands */
export function matching(typed, commands) {
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  const wanted = typed.slice(1).toLowerCase();
  return callables(commands).filter((command) => command.name.startsWith(wanted));
}

/**
 * Ask for a command's options; null when the visitor gave up.
 * @param {Callable} command @param {Store} store
 */
export async function askOptions(command, store) {
  if (!command.options.length) return {};
  return fillIn(`/${command.name}`, command.options.map((option) => field(option, store)), "Run");
}

/** @param {CommandOption} option @param {Store} store */
function field(option, store) {
  const input = /** @type {HTMLInputElement} */ (control(option, store));
  return labelled(option.name, option.description, input, () => {
    if (option.type === BOOLEAN) return { [option.name]: input.value === "true" };
    if (input.value === "") return {};
    const numeric = option.type === INTEGER || option.type === NUMBER;
    return { [option.name]: numeric ? Number(input.value) : input.value };
  });
}

/** @param {CommandOption} option @param {Store} store */
function control(option, store) {
  const choices = choicesOf(option, store);
  const required = option.required ?? false;
  if (choices) {
    const blank = required ? null : make("option", { value: "" }, "");
    return make("select", { required }, blank,
      ...choices.map(({ name, value }) => make("option", { value }, name)));
  }
  if (option.type === INTEGER || option.type === NUMBER) {
    const step = option.type === INTEGER ? 1 : "any";
    return make("input", { type: "number", step, required, min: option.min_value, max: option.max_value });
  }
  return make("input", { type: "text", required });
}

/** What may be chosen, where the option is not free. @param {CommandOption} option @param {Store} store */
function choicesOf(option, store) {
  if (option.choices?.length) return option.choices;
  switch (option.type) {
    case BOOLEAN:
      return [{ name: "yes", value: "true" }, { name: "no", value: "false" }];
    case USER:
      return store.people.map(({ id, display_name: name }) => ({ name, value: id }));
    case CHANNEL:
      return store.channels.map(({ id, name }) => ({ name, value: id }));
    case ROLE:
      return store.roles.map(({ id, name }) => ({ name, value: id }));
    default:
      return null;
  }
}
