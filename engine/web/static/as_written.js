// What is said in the chat is words: deep-chat would take them for Markdown (and check no address).
// Loaded before it.
import { element } from "./elements.js";

const asWritten = (markdown) => {
  markdown.render = (text) => element("div", { class: "said" }, text).outerHTML;
};

window.remarkable_plugins = [{ plugin: asWritten }];
