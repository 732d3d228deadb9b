// The chat page: choose a sample person (demonstration only), then talk.
const WORDS = {
  zh: {
    demonstration: "演示模式：这是一家虚构的公司，人员和数字都是生成的。",
    choose: "您想以谁的身份试用？", closed: "请先登录。", speakingAs: "身份：", change: "换人",
    placeholder: "说说需要什么培训……", other: "English", failed: "没有连上，请再试一次。", seen: "知道了",
    old: "这个按钮已经用过或过期了，请看最新的一条消息。",
    roles: { "workshop-head": "车间主任", "sales-head": "销售部负责人", "retail-head": "零售部负责人",
      "rd-head": "研发部负责人", hr: "人力资源部负责人", finance: "财务部负责人", director: "总经理", worker: "一线工人" },
  },
  en: {
    demonstration: "Demonstration: an invented company. Its people and figures are generated.",
    choose: "As whom do you want to try it?", closed: "Please sign in first.", speakingAs: "You are ", change: "Change",
    placeholder: "Say which training you need …", other: "中文", failed: "No connection. Please try again.", seen: "Got it",
    old: "That button was used before or has expired. Please look at the latest message.",
    roles: { "workshop-head": "Head of the workshop", "sales-head": "Head of Sales", "retail-head": "Head of Retail",
      "rd-head": "Head of R&D", hr: "Head of HR", finance: "Head of Finance", director: "Managing director", worker: "Line worker" },
  },
};
const part = (id) => document.getElementById(id);
let language = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
let session = null;
let person = null;

function label(someone) {
  const unit = language === "zh" ? someone.unit : someone.unit_en;
  return `${WORDS[language].roles[someone.handle] || someone.handle} · ${unit}`;
}

function speakIn(chosen) {
  language = chosen;
  const words = WORDS[language];
  document.documentElement.lang = language;
  part("language").textContent = words.other;
  part("demonstration").textContent = words.demonstration;
  part("choose").textContent = words.choose;
  part("closed").textContent = words.closed;
  part("switch").textContent = words.change;
  part("seen").textContent = words.seen;
  part("switch").hidden = !person;
  part("who").textContent = person ? `${words.speakingAs}${person.name}（${label(person)}）` : "";
  part("chat").setPlaceholderText?.(words.placeholder);
  listPeople();
}

function listPeople() {
  part("list").replaceChildren(...(session?.people || []).map((someone) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.handle = someone.handle;
    button.textContent = someone.name;
    const small = document.createElement("small");
    small.textContent = label(someone);
    button.append(small);
    button.addEventListener("click", () => become(someone));
    item.append(button);
    return item;
  }));
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function become(someone) {
  await post("/web/session", { handle: someone.handle });
  person = someone;
  part("chat").clearMessages?.(true);
  open();
}

// What happened meanwhile: asked for now and then, put away by a click.
const EVERY = 30_000;
let told = [];

async function listNotices() {
  if (person) {
    const answer = await fetch(`/web/notices?language=${language}`).catch(() => null);
    if (answer?.ok) told = await answer.json();
  } else {
    told = [];
  }
  part("told").replaceChildren(...told.map((notice) => {
    const item = document.createElement("li");
    item.textContent = notice.text;
    return item;
  }));
  part("notices").hidden = told.length === 0;
}

async function putAway() {
  await post("/web/notices/seen", { up_to: told[told.length - 1].id });
  await listNotices();
}

function open() {
  part("people").hidden = true;
  part("chat").hidden = false;
  speakIn(language);
  part("chat").focusInput?.();
  listNotices();
}

// Text goes in as text: an element of its own escapes whatever a name may contain.
function asButtons(choices) {
  const row = document.createElement("div");
  for (const choice of choices) {
    const button = document.createElement("button");
    button.className = "choice";
    button.dataset.token = choice.token;
    button.textContent = choice.title;
    row.append(button);
  }
  return row.outerHTML;
}

// Not randomUUID: browsers have it on https and localhost only.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");

// A button says its words like a message, but sends the token it was offered with.
let pressed = null;

async function replies(text) {
  if (pressed?.title === text) {
    const { token } = pressed;
    pressed = null;
    return post("/web/presses", { token });
  }
  return post("/web/messages", { text, message_id: newId() });
}

async function answerTo(body, signals) {
  try {
    const said = await replies(body.messages[body.messages.length - 1].text);
    const parts = [];
    for (const reply of said) {
      if (reply.text) parts.push({ text: reply.text });
      if (reply.choices.length) parts.push({ html: asButtons(reply.choices) });
    }
    await signals.onResponse(parts);
    part("spoken").textContent = said.map((reply) => reply.text).join("\n");
    listNotices();
  } catch (error) {
    signals.onResponse({ error: error.message === "409" ? WORDS[language].old : WORDS[language].failed });
  }
}

function configure() {
  const chat = part("chat");
  chat.connect = { handler: answerTo };
  chat.remarkable = { breaks: true, html: false, linkify: false };
  chat.textInput = { placeholder: { text: WORDS[language].placeholder } };
  chat.errorMessages = { displayServiceErrorMessages: true };
  chat.messageStyles = { default: {
    shared: { bubble: { maxWidth: "86%", whiteSpace: "normal", fontSize: "15px" } },
    user: { bubble: { backgroundColor: "#0b5cad" } },
  } };
  chat.htmlClassUtilities = { choice: {
    events: { click: (event) => {
      pressed = { token: event.target.dataset.token, title: event.target.textContent };
      chat.submitUserMessage({ text: pressed.title });
    } },
    styles: { default: { font: "inherit", margin: ".2rem .4rem .2rem 0", padding: ".35rem .8rem", cursor: "pointer",
      border: "1px solid #0b5cad", borderRadius: "1rem", background: "#fff", color: "#0b5cad" } },
  } };
}

function choose() {
  person = null;
  part("people").hidden = false;
  part("chat").hidden = true;
  speakIn(language);
  listNotices();
}

configure();
part("switch").addEventListener("click", choose);
part("language").addEventListener("click", () => {
  speakIn(language === "zh" ? "en" : "zh");
  listNotices();
});
part("seen").addEventListener("click", putAway);
setInterval(listNotices, EVERY);
session = await (await fetch("/web/session")).json();
part("demonstration").hidden = !session.demonstration;
person = session.people.find((someone) => someone.emp_no === session.person) || null;
part("people").hidden = Boolean(person) || !session.demonstration;
part("closed").hidden = session.demonstration;
if (person) open(); else speakIn(language);
