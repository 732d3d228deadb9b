// Files sent in the conversation: chosen or dropped, and given to the assistant as one message.
import { ask } from "./server.js";

export const titleOf = (names, words) => `${words.file}${names.join(", ")}`;

// `give` is called with the files; `place` is where they may be dropped.
export function listenForFiles({ button, input, place, give }) {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    give([...input.files]);
    input.value = "";
  });
  const over = (is) => (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    place.classList.toggle("over", is);
  };
  for (const name of ["dragenter", "dragover"]) place.addEventListener(name, over(true));
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, over(false));
  place.addEventListener("drop", (event) => give([...event.dataTransfer.files]));
}

// The replies; what the server refuses is said as one.
export async function postFiles(files, { messageId, language }) {
  const body = new FormData();
  body.append("message_id", messageId);
  body.append("language", language);
  for (const file of files) body.append("files", file);
  const answer = await ask("POST", "/web/files", { body, language, again: true });
  if (answer.ok) return answer.json();
  const { detail } = await answer.json().catch(() => ({}));
  if (typeof detail !== "string" || (answer.status >= 500 && answer.status !== 503)) throw new Error(`${answer.status}`);
  return [{ text: detail, choices: [] }];
}
