// Who comes in, and how: chat accounts, sessions of the page, tokens of programs, and roles with their
// days. For anybody his own; for HR its people's, for management the roles, to be ended here.
import { element } from "./elements.js";
import { spoken } from "./language.js";
import { invited } from "./invited.js";
import { ask, readSession } from "./server.js";
import { WORDS } from "./words.js";

const language = spoken();
const words = WORDS[language].accounts;
const part = (id) => document.getElementById(id);
const MOST = 200;
document.documentElement.lang = language;

// What ends something may be sent again: what is over already is over.
async function call(method, path, body) {
  const ends = method === "DELETE";
  const answer = await ask(method, path, { body, again: ends || method === "GET" });
  if (ends && answer.status === 404) return null;
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || `${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

function named({ name, name_en: english }) {
  return (language === "en" && english) || name;
}

const day = (moment) => (moment || "").slice(0, 10);
const time = (moment) => (moment ? new Date(moment).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "short", timeStyle: "short" }) : "");

function say(error) {
  part("answer").textContent = error.message;
}

// A part of the page: a table of what there is, each row with a button that ends it.
function section(id, { columns, end, none }, rows) {
  const place = part(id);
  place.hidden = false;
  const heads = [...columns, end].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows.slice(0, MOST).map(line(end))));
  const more = rows.length > MOST ? [element("p", {}, words.more(rows.length - MOST))] : [];
  const shown = rows.length ? element("div", { class: "table", tabindex: "0", role: "group", "aria-label": words[id].title }, table) : element("p", { class: "none" }, none);
  place.replaceChildren(element("h2", {}, words[id].title), shown, ...more);
  return place;
}

const line = (end) => ({ cells, path, after }) => {
  const made = element("tr", {}, ...cells.map((text) => element("td", {}, text ?? "")));
  const last = element("td");
  if (path) last.append(button(end, `${end}: ${cells.filter(Boolean).slice(0, 4).join(", ")}`, path, after));
  made.append(last);
  return made;
};

function button(text, said, path, after) {
  const made = element("button", { type: "button", "aria-label": said }, text);
  made.addEventListener("click", async () => {
    if (!confirm(`${said}?`)) return;
    await call("DELETE", path).catch(say);
    await after();
  });
  return made;
}

async function links() {
  const found = await call("GET", "/api/identities");
  section("links", words.links, found.map((link) => ({
    cells: [link.person.code, link.person.name, named(link.unit), link.account.channel, link.account.user_id,
      words.proved[link.linked_by] || link.linked_by, day(link.linked_at)],
    path: `/api/identities/${link.id}`, after: links })));
}

async function sessions() {
  const found = await call("GET", "/api/sessions");
  const place = section("sessions", words.sessions, found.map((one) => ({
    cells: [one.person.code, one.person.name, words.began[one.began] || one.began, time(one.since), time(one.last_seen),
      one.id === session.session ? words.here : ""],
    path: `/api/sessions/${one.id}`, after: one.id === session.session ? leave : sessions })));
  place.append(element("p", {}, button(words.everywhere, words.everywhere, "/api/sessions", leave)));
}

async function tokens() {
  const found = await call("GET", "/api/tokens");
  section("tokens", words.tokens, found.map((one) => ({
    cells: [one.person?.code, one.person?.name, one.name, one.made_by, day(one.since), day(one.until), time(one.last_used)],
    path: `/api/tokens/${one.id}`, after: tokens })));
}

async function roles() {
  const { held, units } = await call("GET", "/api/roles");
  const company = units.find((one) => one.above.length === 0)?.unit.code;
  section("roles", words.roles, held.map((one) => ({
    cells: [one.person.code, one.person.name, words.roleNames[one.role], one.unit.code === company ? words.whole : named(one.unit),
      day(one.since), one.until || "", one.granted_by || "", one.lapsed ? words.lapsed : ""],
    path: one.may && `/api/roles?${new URLSearchParams({ person: one.person.code, role: one.role, unit: one.unit.code })}`, after: roles })));
}

async function leave() {
  location.href = "/";
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
const said = { title: words.title, back: words.back, "own-record": words.ownRecord, "number-label": words.number, "make-code": words.make, hint: words.hint };
for (const [id, text] of Object.entries(said)) part(id).textContent = text;
part("make").hidden = part("hint").hidden = !session.hands_out_codes;
part("make").addEventListener("submit", make);
if (!session.person) await leave();
else await Promise.all([links(), sessions(), tokens(), ...(session.sees_setup ? [roles()] : [])].map((one) => one.catch(say)));
document.body.dataset.ready = "yes";
