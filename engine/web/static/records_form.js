// The form of a kind, made from its description, and the rows that there are of it.
import { make } from "./import_parts.js";

const INPUT = { day: { type: "date" }, number: { inputMode: "decimal" }, whole: { inputMode: "numeric" },
  money: { inputMode: "decimal" }, year: { inputMode: "numeric" } };
// Which kind knows what can be named, under which of its fields, and what says more of it.
export const KNOWN = { course: ["courses", "name"], skill: ["skill_names", "name"], certificate: ["certificate_names", "name"],
  position: ["positions", "name"], kpi: ["kpis", "name"], unit: ["organisation", "unit"], person: ["people", "emp_no", "name"] };

export const namesOf = (field) => field.catalogue || (field.type in KNOWN ? field.type : null);

// Those that a record must say, or that tell it from others, stand first.
export function isFirst(description, field) {
  return field.required || field.key || description.needs.some((need) => need.includes(field.name));
}

export function fieldOf(field, words) {
  const id = `field-${field.name}`;
  const input = field.words.length ? choice(field, words) : make("input", { type: "text", ...INPUT[field.type] });
  Object.assign(input, { id, name: field.name });
  if (field.required) input.setAttribute("aria-required", "true");
  if (input.tagName === "INPUT") {
    input.maxLength = 2000;
    input.autocomplete = "off";
    if (input.type === "text") input.placeholder = field.example || (field.type === "level" ? "0–5" : "");
    if (namesOf(field)) input.setAttribute("list", `list-${namesOf(field)}`);
  }
  const wrong = make("span", { className: "wrong", id: `${id}-wrong` });
  input.setAttribute("aria-describedby", wrong.id);
  const label = make("label", { htmlFor: id, textContent: field.label, className: field.required ? "needed" : "" });
  return make("div", { className: "field" }, label, input, wrong);
}

function choice(field, words) {
  const options = field.words.map(({ value, label }) => make("option", { value, textContent: label }));
  return make("select", {}, make("option", { value: "", textContent: words.choose }), ...options);
}

export function listOf(names, rows) {
  const [, field, more] = KNOWN[names];
  const list = make("datalist", { id: `list-${names}` });
  list.append(...rows.map((row) => make("option", { value: row[field], textContent: more ? `${row[field]} ${row[more] || ""}` : row[field] })));
  return list;
}

// The fields that any of the rows says, each row with a button that takes it into the form.
export function tableOf(description, rows, words, correct) {
  const fields = description.fields.filter(({ name }) => rows.some((row) => row[name]));
  const head = make("tr", {}, ...fields.map(({ label }) => make("th", { textContent: label, scope: "col" })), make("td"));
  const body = rows.map((row) => {
    const cells = fields.map((field) => make("td", { textContent: shown(field, row), title: shown(field, row) }));
    const button = make("button", { type: "button", textContent: words.correct });
    button.setAttribute("aria-label", `${words.correct}: ${fields.slice(0, 3).map((field) => shown(field, row)).join(" ")}`);
    button.addEventListener("click", () => correct(row));
    return make("tr", {}, ...cells, make("td", {}, button));
  });
  const box = make("div", { className: "table", tabIndex: 0 }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", description.label);
  return box;
}

function shown(field, row) {
  const value = row[field.name] || "";
  return field.words.find((word) => word.value === value)?.label || value;
}
