// The chat page: sign in (or choose a sample person in the demonstration), then talk.
import "./as_written.js";
import { isOver } from "./away.js";
import "./vendor/deep-chat-2.4.2.js";
import { STYLE, begin, inChat, parts } from "./cards.js";
import { listenForFiles, postFiles, titleOf } from "./files.js";
import { spoken, turned } from "./language.js";
import { ask, readSession } from "./server.js";
import { WORDS } from "./words.js";

const part = (id) => document.getElementById(id);
let language = spoken();
let session = null;
let told = [];
// A button says its words like a message, but sends the token it was offered with.
let pressed = null;
// The notice whose button was pressed.
let takenUp = null;
// The files that were chosen or dropped.
let given = null;
const EVERY = 30_000;

// Not randomUUID: browsers have it on https and localhost only.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");

async function send(method, path, body, again) {
  const answer = await ask(method, path, { body, language, again });
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

// With the sentence of a server that cannot keep anything just now.
async function refusal(answer) {
  const { detail } = answer.status === 503 ? await answer.json().catch(() => ({})) : {};
  return Object.assign(new Error(`${answer.status}`), { told: typeof detail === "string" ? detail : "" });
}

const post = (path, body) => send("POST", path, body);
// With a number of its own it is answered once, however often it is sent.
const message = (body) => send("POST", "/web/messages", { ...body, message_id: newId() }, true);

function role(someone) {
  const unit = language === "zh" ? someone.unit : someone.unit_en;
  return `${WORDS[language].roles[someone.handle] || someone.handle} · ${unit}`;
}

function who() {
  const sample = session?.people.find((someone) => someone.emp_no === session.person);
  return sample ? `${sample.name}（${role(sample)}）` : session?.name || "";
}

function speakIn(chosen) {
  language = chosen;
  const words = WORDS[language];
  document.documentElement.lang = language;
  const said = { language: words.other, demonstration: words.demonstration, choose: words.choose, seen: words.seen,
    "sign-in-title": words.signIn, company: words.company, dingtalk: words.dingtalkLogin, "number-label": words.number, "send-code": words.sendCode,
    "code-label": words.code, enter: words.enter, accounts: words.accountsLink, import: words.importLink, setup: words.setupLink };
  for (const [id, text] of Object.entries(said)) part(id).textContent = text;
  part("switch").textContent = session?.demonstration ? words.change : words.leave;
  part("who").textContent = session?.person ? `${words.speakingAs}${who()}` : "";
  part("chat").setPlaceholderText?.(words.placeholder);
  part("notices").setAttribute("aria-label", words.notices);
  part("choose-files").textContent = words.giveFiles;
  part("drop-hint").textContent = words.dropFiles;
  nameControls();
  listPeople();
}

// deep-chat gives its input and its button no names.
function nameControls() {
  const inside = part("chat").shadowRoot;
  inside?.getElementById("text-input")?.setAttribute("aria-label", WORDS[language].placeholder);
  for (const button of inside?.querySelectorAll(".input-button") || []) button.setAttribute("aria-label", WORDS[language].send);
}

function listPeople() {
  part("list").replaceChildren(...(session?.people || []).map((someone) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.handle = someone.handle;
    button.textContent = someone.name;
    const small = document.createElement("small");
    small.textContent = role(someone);
    button.append(small);
    button.addEventListener("click", () => become(someone));
    item.append(button);
    return item;
  }));
}

// Which part of the page there is to see.
function show() {
  const inside = Boolean(session.person);
  part("demonstration").hidden = !session.demonstration;
  part("people").hidden = inside || !session.demonstration;
  part("sign-in").hidden = inside || session.demonstration;
  part("company").hidden = !session.company_login;
  part("dingtalk").hidden = !session.dingtalk_login;
  part("chat").hidden = !inside;
  part("give").hidden = !session.loads_files;
  part("switch").hidden = !inside;
  part("accounts").hidden = !inside;
  part("import").hidden = !session.loads_files;
  part("setup").hidden = !session.sees_setup;
  speakIn(language);
  if (inside) part("chat").focusInput?.();
  listNotices();
}

// After the server was away: another store knows nobody.
async function lookAgain() {
  if (!session) return;
  const before = session.person;
  session = await readSession();
  if (session.person !== before) await load();
  else listNotices();
}

async function load() {
  session = await readSession();
  part("chat").clearMessages?.(true);
  if (session.person) await showHistory();
  show();
}

// A page that is loaded again goes on where it was.
async function showHistory() {
  const answer = await ask("GET", "/web/messages").catch(() => null);
  const history = answer?.ok ? await answer.json() : [];
  if (!history.length) sayHowToBegin();
  for (const { said, files, replies: answers } of history) {
    part("chat").addMessage({ role: "user", text: said || titleOf(files, WORDS[language]) });
    for (const shown of answers.flatMap((reply) => parts(reply, WORDS[language]))) {
      part("chat").addMessage({ role: "ai", ...inChat(shown) });
    }
  }
}

function sayHowToBegin() {
  part("chat").addMessage({ role: "ai", ...inChat(begin(WORDS[language].begin, session.loads_files)) });
}

async function become(someone) {
  await post("/web/session", { handle: someone.handle });
  await load();
}

async function askForCode(event) {
  event.preventDefault();
  await post("/web/sign-in/code", { person: part("number").value.trim(), language });
  part("answer").textContent = WORDS[language].codeSent;
  part("code").focus();
}

async function giveCode(event) {
  event.preventDefault();
  try {
    await post("/web/sign-in", { code: part("code").value.trim() });
    part("answer").textContent = part("code").value = "";
    await load();
  } catch (error) {
    part("answer").textContent = WORDS[language][error.message === "429" ? "tooMany" : "wrongCode"];
  }
}

async function leave() {
  if (session.demonstration) {
    session.person = null;
    show();
    return;
  }
  await send("DELETE", "/web/sign-in");
  await load();
}

// What happened meanwhile: asked for now and then, put away by a click.
async function listNotices() {
  told = [];
  if (session?.person) {
    const answer = await ask("GET", `/web/notices?language=${language}`).catch(() => null);
    if (answer?.ok) told = await answer.json();
  }
  part("told").replaceChildren(...told.map((notice) => {
    const item = document.createElement("li");
    item.append(notice.text);
    if (notice.say) item.append(" ", takeUp(notice));
    return item;
  }));
  part("notices").hidden = told.length === 0;
}

function takeUp(notice) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = WORDS[language].takeUp;
  button.addEventListener("click", () => {
    takenUp = notice;
    part("chat").submitUserMessage({ text: notice.say });
  });
  return button;
}

async function putAway() {
  await send("POST", "/web/notices/seen", { up_to: told[told.length - 1].id }, true);
  await listNotices();
}

function give(files) {
  if (!files.length || !session.loads_files) return;
  given = { files, title: titleOf(files.map(({ name }) => name), WORDS[language]) };
  part("chat").submitUserMessage({ text: given.title });
}

function replies(text) {
  if (given?.title === text) {
    const { files } = given;
    given = null;
    return postFiles(files, { messageId: newId(), language });
  }
  if (pressed?.title === text) {
    const { token } = pressed;
    pressed = null;
    return send("POST", "/web/presses", { token }, true);
  }
  if (takenUp?.say === text) {
    const { number } = takenUp;
    takenUp = null;
    return message({ text, takes_up: number });
  }
  return message({ text });
}

async function answerTo(body, signals) {
  const words = WORDS[language];
  try {
    const said = await replies(body.messages[body.messages.length - 1].text);
    await signals.onResponse(said.flatMap((reply) => parts(reply, words)).map(inChat));
    part("spoken").textContent = said.map((reply) => reply.text).join("\n");
    listNotices();
  } catch (error) {
    signals.onResponse({ error: error.told || (error.message === "409" ? words.old : words.failed) });
  }
}

function press(event) {
  pressed = { token: event.target.dataset.token, title: event.target.textContent };
  part("chat").submitUserMessage({ text: pressed.title });
}

function configure() {
  const chat = part("chat");
  part("language").textContent = WORDS[language].other;
  // Without one, deep-chat fetches its own from a stranger. It draws a moment after this script.
  chat.style.fontFamily = "inherit";
  chat.connect = { handler: answerTo };
  chat.textInput = { placeholder: { text: WORDS[language].placeholder } };
  chat.errorMessages = { displayServiceErrorMessages: true };
  chat.messageStyles = { default: {
    shared: { bubble: { maxWidth: "86%", whiteSpace: "normal", fontSize: "15px" } },
    user: { bubble: { backgroundColor: "#0b5cad" } },
  } };
  chat.auxiliaryStyle = STYLE;
  const say = ({ target }) => chat.submitUserMessage({ text: target.textContent });
  chat.htmlClassUtilities = { choice: { events: { click: press } }, example: { events: { click: say } } };
}

configure();
new MutationObserver(nameControls).observe(part("chat").shadowRoot, { childList: true, subtree: true });
part("switch").addEventListener("click", leave);
part("language").addEventListener("click", () => {
  speakIn(turned(language));
  if (session?.person && part("chat").getMessages().length === 1) {
    part("chat").clearMessages(true);
    sayHowToBegin();
  }
  listNotices();
});
part("seen").addEventListener("click", putAway);
listenForFiles({ button: part("choose-files"), input: part("given"), place: document.querySelector("main"), give });
part("ask-code").addEventListener("submit", askForCode);
part("give-code").addEventListener("submit", giveCode);
setInterval(() => isOver() && listNotices(), EVERY);
document.addEventListener("back", lookAgain);
await load();
if (new URLSearchParams(location.search).has("refused")) part("answer").textContent = WORDS[language].refused;
