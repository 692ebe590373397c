"use strict";
// Tables that can be put in order: each heading becomes a button; a third press puts the rows back as they were.
(() => {
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const SIGN = { for: 1, against: -1, open: 0, contested: 0 };

  // What a cell is compared by: a stand from firmly against to firmly for, a day, a number, else its words.
  const worth = (cell) => {
    const words = cell.textContent.trim(), shown = cell.querySelector(".cell"), level = cell.querySelector(".level");
    if (!words || words === "-" || words === "–") return null;
    const tone = shown && Object.keys(SIGN).find((name) => shown.classList.contains(name));
    if (tone) return SIGN[tone] * (1 + (level ? Number(level.textContent) : 0));
    const day = /^(\d{1,2})? ?([A-Z][a-z]+) (\d{4})\b/.exec(words);
    if (day && MONTHS.includes(day[2].toLowerCase())) {
      return Number(day[3]) * 10000 + MONTHS.indexOf(day[2].toLowerCase()) * 100 + Number(day[1] || 0);
    }
    const number = /^[^\d\s-]?(-?[\d,]*\.?\d+)(?:[ %]|$)/.exec(words);
    return number ? Number(number[1].replaceAll(",", "")) : words;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return collator.compare(a, b);
  };

  for (const table of document.querySelectorAll("table.matrix")) {
    const body = table.tBodies[0], asWritten = [...body.rows], headings = [...table.tHead.rows[0].cells];
    if (asWritten.length < 2) continue;
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "order";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const before = heading.getAttribute("aria-sort");
        const next = before === "ascending" ? "descending" : before === "descending" ? "" : "ascending";
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        let rows = asWritten;
        if (next) {
          heading.setAttribute("aria-sort", next);
          const sign = next === "ascending" ? 1 : -1;
          rows = asWritten.map((row) => [worth(row.cells[column]), row]);
          // empty cells come last in either order
          rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b)));
          rows = rows.map(([, row]) => row);
        }
        body.append(...rows);
      });
    });
  }
})();
