// Talking to the server on the page of setting up: one thing at a time, and said how it went.
import { spoken } from "./language.js";
import { ask } from "./server.js";
import { WORDS } from "./setup_words.js";

export const part = (id) => document.getElementById(id);
export const state = { language: spoken(), session: null };
export const words = () => WORDS[state.language];

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function options(texts) {
  return texts.map(([value, textContent]) => make("option", { value, textContent }));
}

export function named({ name, name_en: english }) {
  return (state.language === "en" && english) || name;
}

export async function call(method, path, body) {
  const headers = {};
  // What is sent again after a failure is done once.
  if (method !== "GET") headers["Idempotency-Key"] = Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(16)).join("-");
  const answer = await ask(method, path, { body, language: state.language, headers, again: true });
  if (!answer.ok) throw new Error(sentence(await answer.json().catch(() => ({})), answer.status));
  return answer.status === 204 ? null : answer.json();
}

function sentence({ detail }, status) {
  return typeof detail === "string" ? detail : `${status}`;
}

export function say(text, wrong = false) {
  part("status").textContent = text;
  part("status").classList.toggle("wrong", wrong);
}

export async function doing(work, done = "") {
  document.body.setAttribute("aria-busy", "true");
  say(words().working);
  try {
    say((await work()) || done);
  } catch (error) {
    say(error.message, true);
  }
  document.body.removeAttribute("aria-busy");
}
