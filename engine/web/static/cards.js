// Replies as elements.
import { element } from "./elements.js";

function table({ columns, rows }) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell))));
  const made = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  // Wider than a phone, it scrolls by itself; the keyboard must be able to.
  return element("div", { class: "table", tabindex: "0", role: "group" }, made);
}

function file({ name, url, alt }, words) {
  const path = new URL(url, location.href).pathname;
  const link = { class: "file", href: path, target: "_blank", rel: "noopener" };
  if (!alt) return element("a", link, `${words.download}${name}`);
  return element("a", link, element("img", { src: path, alt }));
}

// A place of this page, whatever address others know it by.
function place(title, url) {
  const { pathname, hash } = new URL(url, location.href);
  return element("a", { class: "place", href: pathname + hash }, title);
}

function buttons(choices) {
  const made = choices.map(({ title, token, url }) => (url ? place(title, url)
    : element("button", { type: "button", class: "choice", "data-token": token }, title)));
  return element("div", { class: "choices" }, ...made);
}

// What stands in an empty conversation: what can be said, as buttons that say it.
export function begin({ hint, examples, ofData }, loadsFiles) {
  const said = loadsFiles ? [...examples, ...ofData] : examples;
  const made = said.map((text) => element("button", { type: "button", class: "example" }, text));
  return element("div", {}, element("p", { class: "hint" }, hint), element("div", { class: "choices" }, ...made));
}

// The parts of one reply: words, and elements.
export function parts(reply, words) {
  // A table stands where the text has its lines.
  const lines = reply.table?.lines.join("\n");
  const [before, after] = lines ? reply.text.split(lines) : [reply.text, ""];
  const found = [];
  if (before.trim()) found.push(before.trim());
  if (reply.table) found.push(table(reply.table));
  if (after?.trim()) found.push(after.trim());
  if (reply.file) found.push(file(reply.file, words));
  if (reply.choices.length) found.push(buttons(reply.choices));
  return found;
}

// A part as deep-chat takes it.
export const inChat = (shown) => (typeof shown === "string" ? { text: shown } : { html: shown.outerHTML });

// deep-chat draws in a shadow of its own, where the page's style does not reach.
export const STYLE = `
  .said { white-space: pre-wrap; overflow-wrap: anywhere; }
  .table { overflow-x: auto; max-width: 100%; }
  table { border-collapse: collapse; font-size: 14px; }
  th, td { padding: .25rem .6rem; border-bottom: 1px solid #c6ced8; text-align: left; white-space: nowrap; }
  td + td, th + th { text-align: right; font-variant-numeric: tabular-nums; }
  img { display: block; max-width: 100%; height: auto; border-radius: .3rem; }
  .file { color: #0b4f96; }
  .choices { display: flex; flex-wrap: wrap; gap: .4rem; }
  .hint { margin: 0 0 .5rem; }
  .choice, .example, .place { font: inherit; padding: .45rem .9rem; min-height: 2.6rem; cursor: pointer; border: 1px solid #0b5cad;
    border-radius: 1.3rem; background: #fff; color: #0b5cad; }
  .place { text-decoration: none; box-sizing: border-box; display: inline-flex; align-items: center; }
  .choice:hover, .choice:focus-visible, .place:hover, .place:focus-visible { background: #0b5cad; color: #fff; }
`;
