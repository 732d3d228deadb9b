// The policy: what people mostly change of it as a form, the whole of it as a file.
import { call, doing, make, options, part, state, words } from "./setup_call.js";

const WEIGHTS = ["strategy", "business", "employee"], APPROVERS = ["hr_head", "finance", "management"];
const SET_BY = ["management", "finance", "hr", "head"], QUARTERS = ["warn", "bind", "off"], SEPARATION = ["strict", "off"];
let policy = null, currency = "";

export async function readPolicy(homeCurrency) {
  currency = homeCurrency;
  show(await call("GET", "/api/policy"));
}

function show(now) {
  policy = now;
  part("policy-text").textContent = now.toml;
  part("policy-now").textContent = words().policyBy(now.version, now.since, now.by, now.coming);
  for (const name of WEIGHTS) part(`weight-${name}`).value = `${Number((now.settings[name] * 100).toFixed(2))}`;
  sumWeights();
  part("levels").replaceChildren(...now.settings.levels.map(level));
  part("levels-special").hidden = !now.special_levels;
  part("levels-special").textContent = words().special(now.special_levels);
  part("set-by").replaceChildren(...SET_BY.map((one) => tick(one, words().setBy[one], now.settings.set_by.includes(one))));
  part("separation").replaceChildren(...options(SEPARATION.map((one) => [one, words().separation[one]])));
  part("separation").value = now.settings.separation;
  part("quarters").replaceChildren(...options(QUARTERS.map((one) => [one, words().quarters[one]])));
  part("quarters").value = now.settings.quarters;
  lock();
}

// What somebody may not change he sees.
function lock() {
  for (const one of part("settings-form").elements) one.disabled = !policy.may;
  for (const id of ["levels-box", "separation-box", "set-by-box"]) part(id).disabled = !policy.may_authority;
  part("policy-form").hidden = part("settings-acts").hidden = !policy.may;
  part("authority-hint").hidden = policy.may_authority;
}

function tick(name, text, checked) {
  const input = make("input", { type: "checkbox", name, checked });
  return make("label", { className: "tick" }, input, text);
}

// The last level has no limit, and is always there.
function level({ up_to: upTo, approvers }) {
  const row = make("div", { className: "level" });
  if (upTo === null) row.append(make("span", { className: "sum", textContent: words().more }));
  else {
    const sum = make("input", { value: Number(upTo).toLocaleString(state.language), inputMode: "decimal", maxLength: 20, required: true });
    row.append(make("label", { className: "sum" }, words().upTo(currency), sum));
  }
  // They approve in this order.
  const inOrder = [...approvers, ...APPROVERS.filter((one) => !approvers.includes(one))];
  row.append(...inOrder.map((one) => tick(one, words().approvers[one], approvers.includes(one))));
  if (upTo !== null) {
    const gone = make("button", { type: "button", textContent: words().dropLevel });
    gone.setAttribute("aria-label", `${words().dropLevel}: ${words().upTo(currency)} ${Number(upTo).toLocaleString(state.language)}`);
    gone.addEventListener("click", () => { row.remove(); part("level-add").focus(); });
    row.append(gone);
  }
  return row;
}

function addLevel() {
  const made = level({ up_to: 0, approvers: ["hr_head"] });
  part("levels").insertBefore(made, part("levels").lastElementChild);
  made.querySelector("input").value = "";
  made.querySelector("input").focus();
}

function sumWeights() {
  const sum = WEIGHTS.reduce((all, name) => all + (Number(part(`weight-${name}`).value) || 0), 0);
  part("weights-sum").textContent = words().weightsSum(Number(sum.toFixed(2)));
}

const ticked = (box) => [...box.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.name);

function amount(input) {
  if (!input) return null;
  const typed = input.value.normalize("NFKC").replace(/[,\s]/g, "");
  const found = /^(\d+(?:\.\d{1,2})?)(万)?$/.exec(typed);
  if (!found) throw new Error(words().noAmount);
  return (Number(found[1]) * (found[2] ? 10_000 : 1)).toFixed(2);
}

function saveSettings(event) {
  event.preventDefault();
  doing(async () => {
    const weights = Object.fromEntries(WEIGHTS.map((name) => [name, (Number(part(`weight-${name}`).value) / 100).toFixed(4)]));
    const levels = [...part("levels").children].map((row) => ({ up_to: amount(row.querySelector(".sum input")), approvers: ticked(row) }));
    const given = { ...weights, levels, separation: part("separation").value, set_by: ticked(part("set-by")), quarters: part("quarters").value, since: part("settings-since").value || null };
    show(await call("PUT", "/api/policy/settings", given));
    part("settings-since").value = "";
  }, words().saved);
}

function savePolicy(event) {
  event.preventDefault();
  doing(async () => {
    const toml = await part("policy-file").files[0].text();
    const now = await call("PUT", "/api/policy", { toml, since: part("since").value || null });
    part("policy-form").reset();
    show(now);
  }, words().saved);
}

// The file in force, to be changed and given back.
function download() {
  const link = make("a", { href: URL.createObjectURL(new Blob([policy.toml], { type: "application/toml" })), download: `policy-${policy.version}.toml` });
  link.click();
  URL.revokeObjectURL(link.href);
}

export function listenToPolicy() {
  part("settings-form").addEventListener("submit", saveSettings);
  part("level-add").addEventListener("click", addLevel);
  for (const name of WEIGHTS) part(`weight-${name}`).addEventListener("input", sumWeights);
  part("policy-form").addEventListener("submit", savePolicy);
  part("policy-save-file").addEventListener("click", download);
}
