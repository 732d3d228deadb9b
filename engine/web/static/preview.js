// The visitor's latest answers as DingTalk, Slack and this page show them.
import { parts } from "./cards.js";
import { ask } from "./server.js";
import { WORDS } from "./words.js";

const language = new URLSearchParams(location.search).get("language") === "en" ? "en" : "zh";
const words = WORDS[language];
document.documentElement.lang = language;
document.getElementById("title").textContent = words.preview;

function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function picture(file) {
  if (!file?.alt) return file ? [element("p", `📄 ${file.name}`)] : [];
  const image = document.createElement("img");
  image.src = new URL(file.url, location.href).pathname;
  image.alt = file.alt;
  return [image];
}

// What DingTalk's Markdown of our words shows (see channels/dingtalk/markdown.py).
function read(markdown) {
  return unescape(markdown.replaceAll("  \n", "\n").replaceAll("**", "").replaceAll(/\\([^\p{L}\p{N}\s])/gu, "$1"));
}

function dingtalk(card, file) {
  const buttons = JSON.parse(card.buttons || "[]").map((one) => element("button", one.text, one.color));
  // A message's title is seen in the list of conversations, a card's on the card.
  const head = buttons.length ? [element("strong", card.title)] : [];
  return [...head, element("p", read(card.markdown || card.text)), ...buttons, ...picture(file)];
}

function slack(blocks, file) {
  const made = blocks.flatMap((block) => block.type === "actions"
    ? block.elements.map((one) => element("button", one.text.text))
    : [element("p", block.text.text)]);
  return [...made, ...picture(file)];
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function web(reply) {
  return parts(reply, words).map((part) => (typeof part === "string" ? element("p", part) : part));
}

function column(name, title, made) {
  const section = element("section", "", name);
  const card = element("div");
  card.append(...made);
  section.append(element("h2", title), card);
  return section;
}

const answer = await ask("GET", `/web/preview?language=${language}`);
const shown = answer.ok ? await answer.json() : [];
document.getElementById("empty").hidden = shown.length > 0;
document.getElementById("empty").textContent = words.nothing;
document.getElementById("cards").append(...shown.map((one) => {
  const article = element("article");
  article.append(
    column("dingtalk", words.dingtalk, dingtalk(one.dingtalk, one.reply.file)),
    column("slack", "Slack", slack(one.slack, one.reply.file)),
    column("web", words.page, web(one.reply)),
  );
  return article;
}));
document.body.dataset.ready = "yes";
