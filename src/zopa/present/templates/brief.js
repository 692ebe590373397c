"use strict";
// The article beside the brief: every number opens its article with the words highlighted. Words of articles are only
// ever set as text, never as HTML.
(() => {
  const byId = (id) => document.getElementById(id);
  const reader = byId("reader"), frame = document.querySelector(".frame"), text = byId("text"), about = byId("about");
  const counter = byId("counter"), filter = byId("filter");
  let places = [], at = 0, opener = null;

  const loaded = new Map();
  const article = (n) => {
    if (!loaded.has(n)) loaded.set(n, JSON.parse(byId("a" + n).textContent));
    return loaded.get(n);
  };
  const add = (parent, tag, words, className) => {
    const element = document.createElement(tag);
    if (words !== undefined) element.textContent = words;
    if (className) element.className = className;
    parent.append(element);
    return element;
  };

  function draw(found, chosen) {
    text.textContent = "";
    const cuts = new Set([0, found.text.length]);
    for (const f of found.findings) { cuts.add(f.start); cuts.add(f.end); }
    const points = [...cuts].sort((a, b) => a - b);
    const starts = [...found.findings].sort((a, b) => a.start - b.start);
    let first = null, next = 0, active = [];
    for (let i = 0; i + 1 < points.length; i++) {
      const from = points[i], to = points[i + 1];
      while (next < starts.length && starts[next].start <= from) active.push(starts[next++]);
      active = active.filter((f) => f.end > from);
      const words = found.text.slice(from, to);
      if (chosen && chosen.start <= from && to <= chosen.end) {
        const mark = add(text, "mark", words);
        first = first || mark;
      } else if (active.length) {
        const other = add(text, "span", words, "other");
        other.title = [...new Set(active.map((f) => f.kind))].join(", ");
      } else text.append(words);
    }
    return first;
  }

  function show() {
    const [n, f] = places[at].split(":").map(Number);
    const found = article(n), chosen = found.findings[f];
    about.textContent = "";
    add(about, "h2", found.title || found.name);
    add(about, "p", [found.outlet, found.date, found.where].filter(Boolean).join(" · "));
    if (chosen) {
      const list = add(about, "dl");
      for (const [name, value] of chosen.about) { add(list, "dt", name); add(list, "dd", value); }
    }
    byId("whose").textContent = [found.outlet || found.name, found.date].filter(Boolean).join(", ");
    counter.textContent = places.length > 1 ? `${at + 1} of ${places.length}` : "";
    byId("previous").disabled = at === 0;
    byId("next").disabled = at + 1 >= places.length;
    reader.hidden = false;
    frame.classList.add("reading");
    const mark = draw(found, chosen);
    if (mark) mark.scrollIntoView({ block: "center" }); else reader.scrollTop = 0;
  }

  function open(refs, index, from) {
    places = refs;
    at = Math.min(index, refs.length - 1);
    document.querySelectorAll(".ref.on").forEach((r) => r.classList.remove("on"));
    opener = from;
    from.classList.add("on");
    const top = from.getBoundingClientRect().top;
    show();
    window.scrollBy(0, from.getBoundingClientRect().top - top);
    reader.focus({ preventScroll: true });
  }
  function close() {
    reader.hidden = true;
    frame.classList.remove("reading");
    if (opener) { opener.classList.remove("on"); opener.focus(); }
  }
  function step(by) {
    if (!reader.hidden && at + by >= 0 && at + by < places.length) { at += by; show(); }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-refs],[data-article]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const refs = link.dataset.refs ? link.dataset.refs.split(" ") : [link.dataset.article + ":-1"];
    event.preventDefault();
    open(refs, Number(link.dataset.at || 0), link);
  });
  byId("close").addEventListener("click", close);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement) {
      if (event.key === "Escape") { filter.value = ""; sift(); filter.blur(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !reader.hidden) close();
    else if (event.key === "ArrowRight" || event.key === "n") step(1);
    else if (event.key === "ArrowLeft" || event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); filter.focus(); }
  });

  function sift() {
    const wanted = filter.value.trim().toLocaleLowerCase();
    for (const item of document.querySelectorAll(".lines>li,.matrix tbody tr,.clash,.evidence>li")) {
      item.classList.toggle("gone", Boolean(wanted) && !item.textContent.toLocaleLowerCase().includes(wanted));
    }
  }
  let waiting = 0;
  filter.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(sift, 120); });

  const root = document.documentElement;
  const keep = (value) => { try { localStorage.setItem("zopa-theme", value); } catch { /* files may not keep things */ } };
  try { const kept = localStorage.getItem("zopa-theme"); if (kept) root.dataset.theme = kept; } catch { /* the same */ }
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  });
  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
})();
