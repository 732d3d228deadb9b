// Setting a company up: what is missing and in which order, its settings, roles, budgets, policy.
import * as budgets from "./setup_budgets.js";
import { turned } from "./language.js";
import { call, doing, make, options, part, say, state, words } from "./setup_call.js";
import * as policy from "./setup_policy.js";
import * as roles from "./setup_roles.js";
import { readSession } from "./server.js";

let company = null, shown = [];

async function readAll() {
  const [kinds, now, held] = await Promise.all([call("GET", "/api/setup/told"), call("GET", "/api/company"), roles.readRoles()]);
  const grid = await budgets.readBudgets(held.units);
  company = now;
  showCompany();
  part("there").replaceChildren(...kinds.map(({ text }) => make("li", { textContent: text })));
  shown = [kinds, held];
  showSteps(kinds, held, grid);
}

// In the order in which each makes the next one possible.
function showSteps(kinds, held, grid) {
  const has = (...names) => names.every((name) => kinds.find((one) => one.kind === name)?.rows);
  const is = (role) => held.held.some((one) => one.role === role);
  const steps = [
    ["company", Boolean(company.name), "#company"],
    ["people", has("organisation", "people"), "/import"],
    ["roles", is("hr") && is("finance") && is("management"), "#roles"],
    ["heads", held.units.some((one) => one.head), "#roles"],
    ["codes", !state.session.setting_up, "#roles"],
    ["skills", has("skills", "requirements"), "/import"],
    ["trainings", has("trainings"), "/import"],
    ["results", has("kpi_results"), "/import"],
    ["budgets", grid.lines.length > 0, "#budgets"],
  ];
  const next = steps.find(([, done]) => !done)?.[0];
  part("first").replaceChildren(...steps.map(([name, done, href]) => {
    const mark = done ? ` ✓ ${words().done}` : name === next ? ` ← ${words().next}` : "";
    return make("li", { className: done ? "done" : name === next ? "next" : "" }, make("a", { href, textContent: words().steps[name] }), mark);
  }));
}

function showCompany() {
  part("name").value = company.name || "";
  part("currency").value = company.currency;
  part("zone").value = company.time_zone;
  part("month").value = company.fiscal_first_month;
  part("named").value = `${company.fiscal_named_by_start}`;
  part("fixed").hidden = !company.fixed;
  for (const id of ["currency", "month", "named"]) part(id).disabled = company.fixed;
  showNamed();
}

// A year that begins in January ends in it, too.
function showNamed() {
  part("named").parentElement.hidden = part("month").value === "1";
}

function saveCompany(event) {
  event.preventDefault();
  doing(async () => {
    const given = { name: part("name").value.trim() || null, time_zone: part("zone").value.trim() };
    if (!company.fixed) {
      given.currency = part("currency").value.trim().toUpperCase();
      given.fiscal_first_month = Number(part("month").value);
      given.fiscal_named_by_start = part("named").value === "true";
    }
    await call("PUT", "/api/company", given);
    await readAll();
  }, words().saved);
}

async function speakIn(language) {
  state.language = language;
  document.documentElement.lang = language;
  document.title = words().parts.title;
  for (const [id, text] of Object.entries(words().parts)) part(id).textContent = text;
  part("language").textContent = words().other;
  part("grid-box").setAttribute("aria-label", words().parts["budgets-title"]);
  part("month").replaceChildren(...options([...Array(12).keys()].map((one) => [one + 1, one + 1])));
  part("named").replaceChildren(...options([["true", words().named[0]], ["false", words().named[1]]]));
  if (!part("inside").hidden) {
    await readAll();
    await policy.readPolicy(company.currency);
  }
}

// Nobody, or nobody any more: where to go is said.
function turnAway() {
  say(words().ended, true);
  part("status").append(" ", make("a", { href: "/", textContent: words().enter }));
}

function listen() {
  part("language").addEventListener("click", () => doing(() => speakIn(turned(state.language))));
  part("month").addEventListener("change", showNamed);
  part("company-form").addEventListener("submit", saveCompany);
  part("zones").replaceChildren(...Intl.supportedValuesOf("timeZone").map((value) => make("option", { value })));
  policy.listenToPolicy();
  roles.listenToRoles(readAll);
  budgets.listenToBudgets((grid) => showSteps(...shown, grid));
}

const session = state.session = await readSession();
const inside = Boolean(session.person || session.setting_up);
part("inside").hidden = !inside;
part("back").hidden = part("accounts").hidden = !session.person;
part("import").hidden = !(session.setting_up || session.loads_files);
listen();
await doing(() => speakIn(state.language));
if (!inside) turnAway();
document.body.dataset.ready = "yes";
