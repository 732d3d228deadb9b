// Talking to the server: the one place that does, so that the page's token is never forgotten.
let csrf = "";

// Who the visitor is, and what he may; asked anew after signing in, since the token changes then.
export async function readSession() {
  const session = await (await fetch("/web/session")).json();
  csrf = session.csrf;
  return session;
}

// The same for what another script is about to send.
export async function signed(request) {
  if (!csrf) await readSession();
  request.headers["X-CSRF-Token"] = csrf;
  return request;
}

// The server's answer, whatever it is. A `body` is a form with files, or goes as JSON.
export function ask(method, path, { body, language, headers = {} } = {}) {
  const sent = { "X-CSRF-Token": csrf, ...headers };
  if (language) sent["Accept-Language"] = language;
  if (!body || body instanceof FormData) return fetch(path, { method, headers: sent, body });
  return fetch(path, { method, headers: { ...sent, "Content-Type": "application/json" }, body: JSON.stringify(body) });
}
