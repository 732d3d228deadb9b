// What became of an invitation: where its code went, or the code itself, this once.
export function invited({ person, way, sign_in: code, link, expires_at: until }, words) {
  const day = until.slice(0, 10);
  if (way !== "hand") return [words.sent[way](person.name, day)];
  const strong = (textContent) => Object.assign(document.createElement("strong"), { textContent });
  const parts = [words.byHand(person.name, day), " ", strong(code)];
  if (link) parts.push(` ${words.byHandLink} `, strong(link));
  return parts;
}
