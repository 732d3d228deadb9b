// Who is HR, finance, management or auditor, and who heads which unit.
import { call, doing, make, named, options, part, words } from "./setup_call.js";
import { readWays } from "./setup_ways.js";

let roles = null, listed = [];
const unitLine = ({ unit, above }) => [...above.slice(1), named(unit)].join(" / ");
const personLine = ({ person, unit }) => `${person.code} ${person.name}（${named(unit)}）`;

export async function readRoles() {
  await readWays();
  return show(await call("GET", "/api/roles"));
}

function show(now) {
  roles = now;
  const { roleNames } = words();
  const chosen = part("role").value;
  part("role").replaceChildren(...options(now.may_give.map((one) => [one, roleNames[one]])));
  if (now.may_give.includes(chosen)) part("role").value = chosen;
  part("role-form").hidden = !now.may_give.length;
  part("units").replaceChildren(...now.units.map((one) => make("option", { value: unitLine(one) })));
  part("held").replaceChildren(...now.held.map(heldItem));
  part("heads").replaceChildren(...now.units.map(headItem));
  part("heads-confirm").hidden = !now.may_confirm || !now.units.some((one) => one.unconfirmed);
  return now;
}

function heldItem({ person, role, unit, may, until, lapsed }) {
  const company = roles.units.find((one) => one.unit.code === unit.code)?.above.length === 0;
  const text = `${words().roleNames[role]}: ${person.name} (${person.code})${company ? "" : ` · ${named(unit)}`}${until ? ` · ${words().until(until)}` : ""}${lapsed ? ` · ${words().lapsed}` : ""}`;
  return item(text, person, may && { role, unit });
}

function headItem(one) {
  const text = `${unitLine(one)}: `;
  if (!one.head) return make("li", {}, make("span", { className: "none", textContent: text + words().none }));
  const open = one.lapsed ? ` · ${words().lapsed}` : one.unconfirmed ? ` · ${words().unconfirmed}` : "";
  const said = `${text}${one.head.name} (${one.head.code})${open}`;
  const made = item(said, one.head, roles.may_give.includes("head") && { role: "head", unit: one.unit });
  if (one.unconfirmed && roles.may_confirm) made.append(button(words().confirm, said, () => confirmed("PUT", "/api/roles", { person: one.head.code, role: "head", unit: one.unit.code })));
  return made;
}

function confirmed(...said) {
  return doing(async () => {
    await call(...said);
    await changed();
    part("heads").parentElement.open = true;
  }, words().given);
}

function item(text, person, held) {
  const made = make("li", {}, make("span", { textContent: text }));
  if (held) made.append(button(words().take, text, () => take(person, held)));
  return made;
}

function button(textContent, of, act) {
  const made = make("button", { type: "button", textContent });
  made.setAttribute("aria-label", `${textContent}: ${of}`);
  made.addEventListener("click", act);
  return made;
}

function take(person, { role, unit }) {
  return doing(async () => {
    await call("DELETE", `/api/roles?${new URLSearchParams({ person: person.code, role, unit: unit.code })}`);
    await changed();
  }, words().taken);
}

async function list(typed) {
  if (!typed || listed.some((one) => personLine(one) === typed)) return;
  listed = await call("GET", `/api/roles/people?${new URLSearchParams({ words: typed })}`).catch(() => []);
  part("people").replaceChildren(...listed.map((one) => make("option", { value: personLine(one) })));
}

async function personMeant(typed) {
  await list(typed);
  const found = listed.filter((one) => [personLine(one), one.person.code, one.person.name].includes(typed));
  const only = found.length ? found : listed;
  if (only.length !== 1) throw new Error(words().chooseOne);
  return only[0].person.code;
}

function unitMeant() {
  const typed = part("unit").value.trim();
  if (!typed) {
    if (part("role").value === "head") throw new Error(words().headOfWhat);
    return null;
  }
  const found = roles.units.filter((one) => [unitLine(one), named(one.unit), one.unit.name, one.unit.code].includes(typed));
  if (found.length !== 1) throw new Error(words().noUnit);
  return found[0].unit.code;
}

function give(event) {
  event.preventDefault();
  // What is typed meanwhile is of the next one.
  const typed = { who: part("who").value, unit: part("unit").value }, role = part("role").value;
  doing(async () => {
    const unit = unitMeant();
    await call("PUT", "/api/roles", { person: await personMeant(typed.who.trim()), role, unit });
    await changed();
    part("heads").parentElement.open ||= role === "head";
    const isSame = Object.entries(typed).every(([name, text]) => part(name).value === text);
    if (!isSame) return;
    part("who").value = part("unit").value = "";
    part("who").focus();
  }, words().given);
}

// What the page shows besides has changed as well.
let changed = null, waiting = 0;

export function listenToRoles(afterChange) {
  changed = afterChange;
  part("role-form").addEventListener("submit", give);
  part("heads-confirm").addEventListener("click", () => confirmed("POST", "/api/roles/heads/confirmed"));
  part("who").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => list(part("who").value.trim()), 200);
  });
}
