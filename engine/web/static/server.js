// Talking to the server: the one place that does, so that the page's token is never forgotten.
import { isLost, noticed, over } from "./away.js";
import { spoken } from "./language.js";

let csrf = "";

// Who the visitor is, and what he may; asked anew after signing in, since the token changes then.
export async function readSession() {
  const session = await (await ask("GET", "/web/session")).json();
  csrf = session.csrf;
  return session;
}

// The same for what another script is about to send.
export async function signed(request) {
  if (!csrf) await readSession();
  request.headers["X-CSRF-Token"] = csrf;
  return request;
}

const ready = () => fetch("/readyz").then((answer) => answer.json()).catch(() => ({}));

// The server's answer, whatever it is. A `body` is a form with files, or goes as JSON. While the
// server is away the page says so, and what may be sent `again` (reading, or what is done once however
// often it comes) is, as soon as it is back; it says then that it may have come before.
export async function ask(method, path, { body, language, headers = {}, again = method === "GET" } = {}) {
  const sent = { "X-CSRF-Token": csrf, "Accept-Language": language || spoken(), ...headers };
  const plain = !body || body instanceof FormData;
  if (!plain) sent["Content-Type"] = "application/json";
  for (;;) {
    const answer = await fetch(path, { method, headers: sent, body: plain ? body : JSON.stringify(body) }).catch(() => null);
    const away = await noticed(answer, ready);
    // What the server itself did not keep, its sentence says; it is for the person to say it again.
    if (away && again && (method === "GET" || isLost(answer))) {
      await over();
      sent["X-Sent-Again"] = "true";
    } else if (answer) return answer;
    else throw new TypeError("the server is not reached");
  }
}
