// A year's budgets, typed: a row a unit, a column a programme; or last year's and so many per cent.
import { call, doing, make, named, options, part, state, words } from "./setup_call.js";

let grid = null, units = [], added = [], cells = [];
const ALL = "all", BOUND = 200;
const money = ({ amount, currency }) => `${currency} ${Number(amount).toLocaleString(state.language)}`;
const quarter = () => Number(part("period").value) || null;
const title = (programme) => {
  const line = grid.lines.find((one) => one.programme === programme);
  return words().programmeOf[programme] || (line?.purpose && named(line.purpose)) || programme;
};

export async function readBudgets(allUnits) {
  units = allUnits;
  const year = part("year").value || new Date().getFullYear();
  show(await call("GET", `/api/budget/${year}/grid`));
  return grid;
}

function show(found) {
  grid = found;
  const years = [-1, 0, 1].map((step) => grid.this_year + step);
  part("year").replaceChildren(...options(years.map((one) => [one, one])));
  part("year").value = grid.fiscal_year;
  const period = part("period").value;
  part("period").replaceChildren(...options([["", words().year], ...[1, 2, 3, 4].map((one) => [one, words().quarter(one)])]));
  part("period").value = period;
  part("budgets-hint").textContent = grid.may ? words().parts["budgets-hint"] : words().notMine(grid.set_by.map((one) => words().roleNames[one]).join(" / "));
  part("programme-form").hidden = part("raise-form").hidden = !grid.may;
  part("programmes").replaceChildren(...grid.programmes.map((value) => make("option", { value })));
  draw();
}

function draw() {
  const columns = [...new Set([ALL, ...grid.lines.map((one) => one.programme), ...added])];
  const head = (textContent) => Object.assign(make("th", { textContent }), { scope: "col" });
  part("grid-head").replaceChildren(head(words().parts["unit-label"]), ...columns.map((one) => head(`${title(one)} (${grid.currency})`)));
  cells = [];
  part("grid").replaceChildren(...units.slice(0, BOUND).map((one) => row(one, columns)));
  sum();
}

function sum() {
  const sums = {};
  for (const { allocated } of grid.lines) sums[allocated.currency] = (sums[allocated.currency] || 0) + Number(allocated.amount);
  const said = Object.entries(sums).map(([currency, amount]) => money({ currency, amount }));
  part("sum").textContent = `${words().sum}: ${said.join(" + ") || 0}`;
}

function row({ unit, above }, columns) {
  const name = make("th", { textContent: `${"\u2003".repeat(above.length)}${named(unit)}` });
  name.scope = "row";
  return make("tr", {}, name, ...columns.map((programme) => make("td", {}, field(unit, programme))));
}

const lineOf = (unit, programme) => grid.lines.find((one) => one.unit.code === unit.code && one.programme === programme);

function field(unit, programme) {
  const input = make("input", { value: shown(lineOf(unit, programme)), inputMode: "decimal", maxLength: 20, disabled: !grid.may });
  input.setAttribute("aria-label", `${named(unit)}, ${title(programme)}`);
  input.addEventListener("change", () => save(unit, programme, input));
  cells.push({ unit, programme, input });
  return input;
}

function shown(line) {
  if (!line) return "";
  const found = quarter() ? line.phases.find((one) => one.quarter === quarter())?.planned : line.allocated;
  return found ? Number(found.amount).toLocaleString(state.language) : "";
}

// The one that is being typed into stays as it is.
function refresh() {
  for (const { unit, programme, input } of cells) {
    if (input !== document.activeElement) input.value = shown(lineOf(unit, programme));
  }
  sum();
}

const SCALES = { 万: 10_000, k: 1_000, m: 1_000_000 };
function amountOf(typed) {
  const found = /^(\d+(?:\.\d+)?)(万|k|m)?元?$/i.exec(typed.normalize("NFKC").replace(/[,\s]/g, "") || "0");
  if (!found) throw new Error(words().noAmount);
  return (Number(found[1]) * (SCALES[found[2]?.toLowerCase()] || 1)).toFixed(2);
}

function save(unit, programme, input) {
  return doing(async () => {
    input.setAttribute("aria-invalid", "true");
    const amount = { amount: amountOf(input.value), currency: lineOf(unit, programme)?.allocated.currency || grid.currency };
    const given = { amount, programme, quarter: quarter() };
    const year = grid.fiscal_year;
    input.removeAttribute("aria-invalid");
    const done = await call("PUT", `/api/budget/${year}/${encodeURIComponent(unit.code)}`, given);
    grid = await call("GET", `/api/budget/${year}/grid`);
    refresh();
    saved(grid);
    return done.suspended.length ? words().given_up(done.suspended.join(", ")) : words().saved;
  });
}

function addColumn(event) {
  event.preventDefault();
  added.push(part("programme").value.trim());
  part("programme").value = "";
  draw();
}

function raise(event) {
  event.preventDefault();
  doing(async () => {
    const typed = part("rate").value.normalize("NFKC").replace(/[%\s]/g, "");
    if (!/^[+-]?\d+(\.\d{1,4})?$/.test(typed)) throw new Error(words().noRate);
    const given = { rate: (Number(typed) / 100).toFixed(6) };
    const path = `/api/budget/${grid.fiscal_year}/from-last-year`;
    const seen = await call("POST", path, { ...given, preview: true });
    const said = [seen.base, seen.after].map((sums) => sums.map(money).join(" + "));
    if (!confirm(words().raise(grid.fiscal_year, ...said))) return "";
    await call("POST", path, given);
    saved(await readBudgets(units));
    return words().saved;
  });
}

// What the page shows besides has changed as well.
let saved = null;

export function listenToBudgets(afterSaving) {
  saved = afterSaving;
  part("year").addEventListener("change", () => {
    part("grid").replaceChildren();
    doing(() => readBudgets(units).then(() => ""));
  });
  part("period").addEventListener("change", draw);
  part("programme-form").addEventListener("submit", addColumn);
  part("raise-form").addEventListener("submit", raise);
}
