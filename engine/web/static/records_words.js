// What the page of single records says itself; kinds, fields and reports come from the server.
export const WORDS = {
  zh: {
    other: "English", title: "培算 · 逐条录入", saved: "已保存：", would: "照这样保存会：", working: "正在处理……",
    correct: "更正", answer: "回答", likely: "（多半）", choose: "——", again: "已经保存过了：", answerFirst: "请先回答下面的问题。",
    parts: { title: "逐条录入", back: "回到导入数据", "kind-label": "录入什么", "more-title": "其他栏目", save: "保存",
      check: "先检查", clear: "清空", "there-title": "现有的", none: "还没有。", next: "再看一些" },
  },
  en: {
    other: "中文", title: "Peisuan · One by one", saved: "Saved: ", would: "Saving it would mean: ", working: "Working …",
    correct: "Correct", answer: "Answer", likely: "(likely)", choose: "—", again: "That was saved before: ", answerFirst: "Please answer this first.",
    parts: { title: "Enter one by one", back: "Back to loading data", "kind-label": "What to enter", "more-title": "More fields", save: "Save",
      check: "Check first", clear: "Clear", "there-title": "What there is", none: "Nothing yet.", next: "Show more" },
  },
};
