// The language of the pages: the one last chosen on any of them, else the browser's.
const KEPT = "language", KNOWN = ["zh", "en"];

export function spoken() {
  const kept = read();
  if (KNOWN.includes(kept)) return kept;
  return (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
}

// The other one from now on, on every page.
export function turned(language) {
  const other = language === "zh" ? "en" : "zh";
  try {
    localStorage.setItem(KEPT, other);
  } catch {
    // A browser that keeps nothing asks again.
  }
  return other;
}

function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
