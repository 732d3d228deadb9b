// Whose chat account is whose: for HR its people with codes to hand out, for anybody himself.
import { spoken } from "./language.js";
import { invited } from "./invited.js";
import { ask, readSession } from "./server.js";
import { WORDS } from "./words.js";

const language = spoken();
const words = WORDS[language].accounts;
const part = (id) => document.getElementById(id);
document.documentElement.lang = language;

async function call(method, path, body) {
  const answer = await ask(method, path, { body });
  if (!answer.ok) throw new Error((await answer.json()).detail || `${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

function cells(tag, texts) {
  return texts.map((text) => Object.assign(document.createElement(tag), { textContent: text }));
}

function named({ name, name_en: english }) {
  return (language === "en" && english) || name;
}

function row(link) {
  const made = document.createElement("tr");
  made.append(...cells("td", [link.person.code, link.person.name, named(link.unit), link.account.channel,
    link.account.user_id, words.proved[link.linked_by] || link.linked_by, link.linked_at.slice(0, 10)]));
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.unlink;
  button.setAttribute("aria-label", `${words.unlink}: ${link.person.name}, ${link.account.channel}`);
  button.addEventListener("click", () => unlink(link));
  const last = document.createElement("td");
  last.append(button);
  made.append(last);
  return made;
}

async function unlink(link) {
  if (!confirm(`${words.unlink}: ${link.person.name}, ${link.account.channel}?`)) return;
  await call("DELETE", `/api/identities/${link.id}`).catch(say);
  await list();
}

function say(error) {
  part("answer").textContent = error.message;
}

async function list() {
  const links = await call("GET", "/api/identities");
  part("rows").replaceChildren(...links.map(row));
  part("none").hidden = links.length > 0;
  part("scroll").hidden = links.length === 0;
}

async function make(event) {
  event.preventDefault();
  try {
    part("answer").replaceChildren(...invited(await call("POST", "/api/identities/codes", { person: part("number").value.trim() }), words));
  } catch (error) {
    say(error);
  }
}

const session = await readSession();
const said = { title: words.title, back: words.back, "own-record": words.ownRecord, "number-label": words.number, "make-code": words.make, none: words.none, hint: words.hint };
for (const [id, text] of Object.entries(said)) part(id).textContent = text;
part("scroll").setAttribute("aria-label", words.title);
const heads = cells("th", [...words.columns, words.unlink]);
for (const head of heads) head.scope = "col";
part("columns").append(...heads);
part("make").hidden = part("hint").hidden = !session.hands_out_codes;
part("make").addEventListener("submit", make);
if (session.person) await list();
else location.href = "/";
document.body.dataset.ready = "yes";
