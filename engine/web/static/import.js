// A company's own files: dropped, looked at, corrected, answered, loaded, taken back.
import { answers, items, make, question, sheet, unread } from "./import_parts.js";
import { spoken, turned } from "./language.js";
import { ask, readSession } from "./server.js";
import { WORDS } from "./words.js";

const part = (id) => document.getElementById(id);
let language = spoken();
let words = WORDS[language].imports;
let session = null, draft = null, kinds = [];

async function call(method, path, body) {
  const answer = await ask(method, path, { body, language });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || `${answer.status}`);
  return answer.status === 204 ? null : answer;
}

const asked = async (...given) => (await call(...given)).json();

function say(text, wrong = false) {
  part("status").textContent = text;
  part("status").classList.toggle("wrong", wrong);
}

// Does one thing at a time, and says what went wrong.
async function doing(work, done = "") {
  document.body.setAttribute("aria-busy", "true");
  say(words.working);
  try {
    await work();
    say(done);
  } catch (error) {
    say(error.message, true);
  }
  document.body.removeAttribute("aria-busy");
}

function give(files) {
  if (!files.length) return;
  const body = new FormData();
  for (const file of files) body.append("files", file);
  doing(async () => {
    show(await asked("POST", "/api/imports", body));
    part("files").value = "";
    part("draft-title").focus();
    await listPast();
  });
}

function show(look) {
  draft = look;
  part("draft").hidden = !look;
  if (!look) return;
  part("draft-title").textContent = `${words.draft} ${look.files.join(", ")}`;
  const answer = (key, value) => change("answers", { answers: { [key]: value } });
  part("asked").replaceChildren(...look.questions.map((one) => question(one, words, answer)));
  part("answers").replaceChildren(...answers(look.answered, words, answer));
  part("offers").replaceChildren(...look.offers.map((one) => question(one, words, answer)));
  for (const [id, list] of [["answered", look.answered], ["offered", look.offers]]) {
    part(id).hidden = !list.length;
    part(`${id}-title`).textContent = words[id](list.length);
  }
  const changed = { kind: (one, kind) => answer(`kind:${one.place}`, kind), field: setField, headings: setHeadings };
  part("sheets").replaceChildren(...look.sheets.map((one) => sheet(one, kinds, words, changed)),
    ...look.unread.map((one) => unread(one, words, setHeadings)));
  part("aside").replaceChildren(...items(look.aside));
  const [total, ...totals] = look.totals.map((line) => line.trim());
  part("total").textContent = total;
  part("totals").replaceChildren(...items(totals));
  part("refused").hidden = !look.sheets.some((one) => one.refusals_in_all);
}

function change(what, body) {
  return doing(async () => {
    show(await asked("PUT", `/api/imports/${draft.id}/${what}`, body));
    (part("asked").querySelector("button, input") || part("load")).focus();
  });
}

// The column is this field from now on, and no other column is.
function setField(one, heading, field) {
  const kept = one.mapping.fields.filter((map) => map.column !== heading && (map.field !== field || map.of));
  const fields = field ? [...kept, { field, column: heading }] : kept;
  change("mapping", { sheets: [{ ...one.mapping, fields }] });
}

// What is known of the sheet by now goes: with other headings it is another table.
function setHeadings({ file, sheet: name, mapping }, rows) {
  const known = { file, sheet: name, fingerprint: "", kind: null, fields: [], headings: [], ...mapping };
  change("mapping", { sheets: [{ ...known, heading_rows: rows }] });
}

function load() {
  doing(async () => {
    const loaded = await asked("POST", `/api/imports/${draft.id}/load`);
    show(null);
    await listPast();
    part("past").querySelector(`[data-id="${loaded.id}"] button`)?.focus();
  }, words.loaded);
}

function discard(one) {
  doing(async () => {
    await call("DELETE", `/api/imports/${one.id}`);
    if (draft?.id === one.id) show(null);
    await listPast();
    part("files").focus();
  });
}

function undo(one) {
  if (!confirm(words.undoSure(one.id, one.files.join(", ")))) return;
  doing(async () => {
    await call("POST", `/api/imports/${one.id}/undo`);
    await listPast();
  }, words.undone);
}

async function open(one) {
  await doing(async () => show(await asked("GET", `/api/imports/${one.id}`)));
  part("draft-title").focus();
}

async function listPast() {
  const loads = await asked("GET", "/api/imports");
  part("past").replaceChildren(...loads.map(past));
  part("none").hidden = loads.length > 0;
}

function past(one) {
  const item = make("li", {}, make("span", { textContent: one.text }));
  item.dataset.id = one.id;
  item.dataset.state = one.state;
  const acts = { draft: [[words.goOn, open], [words.parts.discard, discard]], loaded: [[words.undo, undo]] }[one.state] || [];
  item.append(...acts.map(([textContent, act]) => {
    const button = make("button", { type: "button", textContent });
    button.setAttribute("aria-label", words.of(textContent, one.text));
    button.addEventListener("click", () => act(one));
    return button;
  }));
  return item;
}

function save(path) {
  return doing(async () => {
    const answer = await call("GET", path);
    const name = decodeURIComponent(answer.headers.get("Content-Disposition").split("''")[1]);
    const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

const template = (filled) => save(`/api/imports/templates/${part("kind").value}?filled=${filled}`);

async function speakIn(chosen) {
  language = chosen;
  words = WORDS[language].imports;
  document.documentElement.lang = language;
  document.title = words.title;
  for (const [id, text] of Object.entries(words.parts)) part(id).textContent = text;
  if (session.setting_up) part("back").textContent = WORDS[language].backToSetup;
  part("language").textContent = WORDS[language].other;
  part("drop").setAttribute("aria-label", words.parts["drop-label"]);
  kinds = await asked("GET", "/api/imports/kinds");
  const chosenKind = part("kind").value || "people";
  part("kind").replaceChildren(...kinds.map(({ name, label }) => make("option", { value: name, textContent: label })));
  part("kind").value = chosenKind;
  await listPast();
  if (draft) show(await asked("GET", `/api/imports/${draft.id}`));
}

function listen() {
  part("language").addEventListener("click", () => doing(() => speakIn(turned(language))));
  part("files").addEventListener("change", () => give([...part("files").files]));
  part("load").addEventListener("click", load);
  part("discard").addEventListener("click", () => discard(draft));
  part("refused").addEventListener("click", () => save(`/api/imports/${draft.id}/refused.xlsx`));
  part("filled").addEventListener("click", () => template(true));
  part("template").addEventListener("submit", (event) => {
    event.preventDefault();
    template(false);
  });
  const over = (is) => (event) => {
    event.preventDefault();
    part("drop").classList.toggle("over", is);
  };
  for (const name of ["dragenter", "dragover"]) part("drop").addEventListener(name, over(true));
  for (const name of ["dragleave", "drop"]) part("drop").addEventListener(name, over(false));
  part("drop").addEventListener("drop", (event) => give([...event.dataTransfer.files]));
}

session = await readSession();
if (session.setting_up) part("back").href = "/setup";
else if (!session.person) location.href = "/";
listen();
await doing(() => speakIn(language));
// A link from a chat names a draft.
const named = part("past").querySelector(`li[data-state=draft][data-id="${Number(location.hash.slice(1))}"]`);
if (named) await open({ id: Number(named.dataset.id) });
document.body.dataset.ready = "yes";
