// While the server cannot work: why, on top of the page, until it can again.
import { spoken } from "./language.js";
import { AWAY } from "./words.js";

const EVERY = 2_000;
// Resolved when it is over; null while the server works.
let waiting = null;

// A sentence of the server's is told with when to ask again; without one it was not reached at all.
export const isLost = (answer) => !answer || [502, 504].includes(answer.status);
const isAway = (answer) => isLost(answer) || (answer.status === 503 && answer.headers.has("Retry-After"));
export const isOver = () => !waiting;

// Whether the server is away, by its answer (null for none); told on the page if so. `ready` asks
// whether it is back.
export async function noticed(answer, ready) {
  if (!isAway(answer)) return false;
  const { detail } = isLost(answer) ? {} : await answer.clone().json().catch(() => ({}));
  show(typeof detail === "string" ? `${detail} ${AWAY[spoken()].goesOn}` : AWAY[spoken()].lost);
  waiting ??= untilOver(ready);
  return true;
}

export const over = () => waiting;

async function untilOver(ready) {
  do await new Promise((resolve) => { setTimeout(resolve, EVERY); });
  while (!works(await ready()));
  waiting = null;
  document.getElementById("away")?.remove();
  document.dispatchEvent(new Event("back"));
}

// Without Rasa the pages work; the assistant says itself that it is slow.
function works({ store, disk, stays }) {
  return Boolean(store && disk && stays);
}

function show(text) {
  const told = document.getElementById("away") || Object.assign(document.createElement("p"), { id: "away" });
  told.setAttribute("role", "alert");
  told.textContent = text;
  document.body.prepend(told);
}
