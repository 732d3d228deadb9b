// Single records: a kind is chosen, one is entered or corrected, what that does is told.
import { items, make, question } from "./import_parts.js";
import { spoken, turned } from "./language.js";
import { fieldOf, isFirst, KNOWN, listOf, namesOf, tableOf } from "./records_form.js";
import { WORDS } from "./records_words.js";
import { ask, readSession } from "./server.js";

const AT_ONCE = 50, LISTED = 500;
const part = (id) => document.getElementById(id);
// Not randomUUID: browsers have it on https and localhost only.
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(16)).join("-");
let language = spoken();
let words = WORDS[language];
let session = null, description = null, rows = [], after = null, answers = {}, key = newKey();

async function asked(method, path, body) {
  const headers = body ? { "Idempotency-Key": key } : {};
  const answer = await ask(method, path, { body, language, headers, again: true });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(found.detail || `${answer.status}`), { report: found.args });
  return found;
}

function say(text, wrong = false) {
  part("status").textContent = text;
  part("status").classList.toggle("wrong", wrong);
}

async function doing(work) {
  document.body.setAttribute("aria-busy", "true");
  say(words.working);
  try {
    say((await work()) || "");
  } catch (error) {
    say(error.report?.questions?.length ? words.answerFirst : error.message, true);
    if (error.report?.fates) tell(error.report);
  }
  document.body.removeAttribute("aria-busy");
}

const inputs = () => [...part("record").elements].filter((one) => one.name);

function record() {
  const filled = inputs().map((one) => [one.name, one.value.trim()]).filter(([, value]) => value);
  return { records: [Object.fromEntries(filled)], answers };
}

const check = () => doing(async () => {
  const report = await asked("POST", `/api/records/${description.name}?dry_run=true`, record());
  tell(report);
  if (report.questions.length) return words.answerFirst;
  return report.is_taken ? `${words.would}${report.text}` : report.text;
});

const save = () => doing(async () => {
  const report = await asked("POST", `/api/records/${description.name}`, record());
  clear();
  tell(report);
  await list(0);
  inputs()[0].focus();
  return `${report.repeated ? words.again : words.saved}${report.text}`;
});

// What was asked, refused, changed: refusals stand beside their fields too.
function tell(report) {
  part("report").hidden = false;
  const answer = (asked, value) => {
    answers = { ...answers, [asked]: value };
    key = newKey();
    save();
  };
  part("asked").replaceChildren(...report.questions.map((one) => question(one, words, answer)));
  const refused = report.refusals.map((one) => `${one.column} ${one.value} ${one.why}`);
  part("said").replaceChildren(...items([...refused, ...report.changes, ...report.facts, ...report.remarks]));
  for (const field of description.fields) {
    const wrong = report.refusals.find((one) => one.column === field.label);
    part(`field-${field.name}-wrong`).textContent = wrong?.why || "";
    part(`field-${field.name}`).setAttribute("aria-invalid", wrong ? "true" : "false");
    if (wrong && part("others").contains(part(`field-${field.name}`))) part("more").open = true;
  }
  (part("asked").querySelector("button, input") || part("record").querySelector("[aria-invalid=true]"))?.focus();
}

function clear() {
  part("record").reset();
  for (const one of inputs()) one.removeAttribute("aria-invalid");
  for (const one of part("record").querySelectorAll(".wrong")) one.textContent = "";
  part("report").hidden = true;
  [answers, key] = [{}, newKey()];
}

function fill(row) {
  for (const one of inputs()) one.value = row[one.name] || "";
  if (inputs().some((one) => one.value && part("others").contains(one))) part("more").open = true;
}

function correct(row) {
  clear();
  fill(row);
  say("");
  inputs()[0].focus();
}

async function list(from) {
  const page = await asked("GET", `/api/records/${description.name}?after=${from}&most=${AT_ONCE}`);
  rows = from ? [...rows, ...page.records] : page.records;
  after = page.after;
  part("rows").replaceChildren(...(rows.length ? [tableOf(description, rows, words, correct)] : []));
  part("none").hidden = rows.length > 0;
  part("next").hidden = after === null;
}

// What can be named there is to choose from; who may not see it types it.
async function offer(names) {
  if (part(`list-${names}`)) return;
  const page = await asked("GET", `/api/records/${KNOWN[names][0]}?most=${LISTED}`).catch(() => ({ records: [] }));
  part("lists").append(listOf(names, page.records));
}

// What was begun in the other language goes on.
async function choose(kind, begun = {}) {
  description = await asked("GET", `/api/records/${kind}/fields`);
  const first = description.fields.filter((one) => isFirst(description, one));
  const others = description.fields.filter((one) => !isFirst(description, one));
  part("needed").replaceChildren(...first.map((one) => fieldOf(one, words)));
  part("others").replaceChildren(...others.map((one) => fieldOf(one, words)));
  part("more").hidden = !others.length;
  part("more").open = false;
  clear();
  fill(begun);
  await list(0);
  await Promise.all([...new Set(description.fields.map(namesOf))].filter(Boolean).map(offer));
}

async function speakIn(chosen) {
  language = chosen;
  words = WORDS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  for (const [id, text] of Object.entries(words.parts)) part(id).textContent = text;
  part("language").textContent = words.other;
  const kinds = await asked("GET", "/api/records");
  const wanted = part("kind").value || location.hash.slice(1);
  part("kind").replaceChildren(...kinds.map(({ name, label }) => make("option", { value: name, textContent: label })));
  if (kinds.some(({ name }) => name === wanted)) part("kind").value = wanted;
  await choose(part("kind").value, record().records[0]);
}

function listen() {
  part("language").addEventListener("click", () => doing(() => speakIn(turned(language))));
  part("kind").addEventListener("change", () => doing(() => choose(part("kind").value)));
  part("check").addEventListener("click", check);
  part("clear").addEventListener("click", () => { clear(); say(""); });
  part("next").addEventListener("click", () => doing(() => list(after)));
  part("record").addEventListener("input", () => { key = newKey(); });
  part("record").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
}

session = await readSession();
if (!session.person && !session.setting_up) location.href = "/";
listen();
await doing(() => speakIn(language));
document.body.dataset.ready = "yes";
