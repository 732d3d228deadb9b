// What of a draft there is to see: its questions and its sheets, as elements.

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function items(texts) {
  return texts.map((text) => make("li", { textContent: text }));
}

// One question: a button for each option, else a field for whatever is meant.
export function question(asked, words, answer) {
  const box = make("fieldset", { className: "question" }, make("legend", { textContent: asked.text }));
  const acts = make("div", { className: "acts" });
  for (const { value, label } of asked.options) {
    const likely = value === asked.proposed;
    const button = make("button", { type: "button", textContent: likely ? `${label} ${words.likely}` : label,
      className: likely ? "proposed" : "" });
    button.addEventListener("click", () => answer(asked.key, value));
    acts.append(button);
  }
  if (!asked.options.length) acts.append(free(asked, words, answer));
  box.append(acts);
  return box;
}

// What was answered: it can be answered otherwise, or taken back.
export function answers(answered, words, answer) {
  return answered.map(({ question: asked, value, label, used }) => {
    const item = make("li", {}, make("span", { textContent: asked.text }), make("strong", { textContent: used ? label : `${label} ${words.notUsed}` }));
    const change = () => {
      item.replaceChildren(question({ ...asked, proposed: value }, { ...words, likely: words.now }, answer));
      item.querySelector("button, input").focus();
    };
    const acts = [[words.change, change], [words.takeBack, () => answer(asked.key, null)]];
    item.append(...acts.map(([textContent, act]) => {
      const button = make("button", { type: "button", textContent });
      button.setAttribute("aria-label", words.of(textContent, asked.text));
      button.addEventListener("click", act);
      return button;
    }));
    return item;
  });
}

function free(asked, words, answer) {
  const input = make("input", { value: asked.proposed || "", maxLength: 300, required: true });
  input.setAttribute("aria-label", asked.text);
  const form = make("form", { className: "acts" }, input, make("button", { type: "submit", textContent: words.answer }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(asked.key, input.value.trim());
  });
  return form;
}

// One sheet: what it is taken for, which column is what, and what loading it does.
export function sheet(one, kinds, words, changed) {
  const fields = kinds.find(({ name }) => name === one.kind)?.fields || [];
  const box = make("article", { className: "sheet" }, make("h3", { textContent: one.taken_for }));
  box.append(kindOf(one, kinds, words, changed), make("ul", {}, ...items(one.facts)), columns(one, fields, words, changed));
  box.append(headings(one, words, changed.headings));
  if (one.kind) {
    box.append(make("p", { className: "counts", textContent: one.counts }));
    box.append(make("ul", {}, ...items([...one.money, ...one.changes, ...one.remarks])));
    if (one.refusals.length) box.append(refusals(one, words));
  }
  return box;
}

// A sheet in which no table was found: it may have headings all the same.
export function unread(one, words, change) {
  const name = one.sheet ? `${one.file} [${one.sheet}]` : one.file;
  return make("article", { className: "sheet" }, make("h3", { textContent: words.of(name, words.noTable) }),
    headings({ ...one, taken_for: name, mapping: {} }, words, change));
}

// The sheet as it stands, and which of its rows are headings.
function headings(one, words, change) {
  const [first, last] = one.heading_rows || [1, 1];
  const rows = one.top.map((texts, at) => {
    const number = Object.assign(make("th", { textContent: `${at + 1}` }), { scope: "row" });
    const isHeading = one.heading_rows && first <= at + 1 && at + 1 <= last;
    return make("tr", { className: isHeading ? "heading" : "" }, number, ...texts.map((text) => make("td", { textContent: text, title: text })));
  });
  const number = (label, value) => {
    const input = make("input", { type: "number", min: 1, max: 999999, value, required: true });
    return [make("label", {}, label, input), input];
  };
  const [from, top] = number(words.firstHeading, first), [to, bottom] = number(words.lastHeading, last);
  const form = make("form", { className: "acts" }, from, to, make("button", { type: "submit", textContent: words.readSo }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change(one, [Number(top.value), Number(bottom.value)]);
  });
  top.addEventListener("change", () => { bottom.value = Math.max(Number(bottom.value), Number(top.value)); });
  if (one.mapping.heading_rows) {
    const back = make("button", { type: "button", textContent: words.findHeadings });
    back.addEventListener("click", () => change(one, null));
    form.append(back);
  }
  return make("details", { className: "headings" }, make("summary", { textContent: words.headings }),
    table(make("tbody", {}, ...rows), "", `${one.taken_for}: ${words.asItStands}`), form);
}

function kindOf(one, kinds, words, changed) {
  const choice = make("select");
  choice.append(make("option", { value: "", textContent: words.notLoaded }));
  for (const { name, label } of kinds) choice.append(make("option", { value: name, textContent: label }));
  choice.value = one.kind || "";
  choice.addEventListener("change", () => changed.kind(one, choice.value));
  return make("label", { className: "kind" }, words.kind, choice);
}

function columns(one, fields, words, changed) {
  const head = make("tr");
  for (const column of one.columns) {
    const cell = make("th", { textContent: column.heading, className: column.field ? "" : "unused" });
    cell.scope = "col";
    if (one.kind) cell.append(fieldOf(one, column, fields, words, changed));
    head.append(cell);
  }
  const rows = one.first_rows.map((row) =>
    make("tr", {}, ...row.map((text) => make("td", { textContent: text, title: text }))));
  return table(make("thead", {}, head), make("tbody", {}, ...rows), `${one.taken_for}: ${words.columns}`);
}

// A column that stands for one of many of a kind (a month, a skill) keeps what it is.
function fieldOf(one, column, fields, words, changed) {
  const maps = one.mapping.fields.filter((map) => map.column === column.heading);
  if (maps.some((map) => map.of && Object.keys(map.of).length)) return make("small", { textContent: column.label });
  const choice = make("select");
  choice.setAttribute("aria-label", `${column.heading}: ${words.isWhat}`);
  choice.append(make("option", { value: "", textContent: words.unused }));
  for (const { name, label, required } of fields) {
    choice.append(make("option", { value: name, textContent: required ? `${label} *` : label }));
  }
  choice.value = column.field || "";
  choice.addEventListener("change", () => changed.field(one, column.heading, choice.value));
  return choice;
}

function refusals(one, words) {
  const head = make("tr", {}, ...words.refusedColumns.map((text) => make("th", { textContent: text, scope: "col" })));
  const rows = one.refusals.map((refused) => make("tr", {},
    ...[`${refused.row}`, refused.column, refused.value].map((text) => make("td", { textContent: text })),
    make("td", { className: "why", textContent: refused.why })));
  const title = `${words.refusedTitle} (${one.refusals_in_all})`;
  return make("details", {}, make("summary", { textContent: title }),
    table(make("thead", {}, head), make("tbody", {}, ...rows), title));
}

function table(head, body, name) {
  const box = make("div", { className: "table", tabIndex: 0 }, make("table", {}, head, body));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  return box;
}
