"use strict";

const MACROS = JSON.parse(document.body.dataset.macros || "{}"); // of notes, by their file

function typeset(span) {
  const plain = span.textContent;
  try {
    katex.render(span.dataset.tex, span, {
      displayMode: span.classList.contains("block"), throwOnError: true, strict: "ignore",
      maxSize: 20, macros: { ...MACROS },
    });
  } catch {
    span.textContent = plain;
    span.classList.add("tex-failed");
  }
  span.classList.add("tex-done");
}

function typesetAll(root) {
  root.querySelectorAll(".tex:not(.tex-done)").forEach(typeset);
}

// Formulas are typeset as they come near the window: the index has many hundreds.
function typesetWhenSeen() {
  const watcher = new IntersectionObserver((seen) => {
    for (const entry of seen) {
      if (entry.isIntersecting) {
        watcher.unobserve(entry.target);
        typesetAll(entry.target);
      }
    }
  }, { rootMargin: "800px" });
  document.querySelectorAll(".entry, .about").forEach((e) => watcher.observe(e));
}

function setUpTheme() {
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = getComputedStyle(root).getPropertyValue("--dark").trim() === "1";
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("derive-theme", root.dataset.theme); } catch { /* forbidden */ }
  });
}

function setUpUnfolding() {
  const button = document.getElementById("unfold");
  if (!button) return;
  const steps = [...document.querySelectorAll("details.step")];
  button.hidden = false;
  const label = () => {
    button.textContent = steps.every((d) => d.open) ? "Fold all" : "Unfold all";
  };
  button.addEventListener("click", () => {
    const open = !steps.every((d) => d.open);
    steps.forEach((d) => { d.open = open; });
  });
  steps.forEach((d) => d.addEventListener("toggle", label));
  label();
}

function setUpPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    typesetAll(document);
    opened = [...document.querySelectorAll("details.step:not([open])")];
    opened.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((d) => { d.open = false; }));
}

function setUpSearch() {
  const query = document.getElementById("query");
  const box = query || document.querySelector(".find input");
  if (!box) return; // a site of notes alone
  addEventListener("keydown", (e) => {
    const typing = e.target.closest("input, textarea");
    if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      box.focus();
    }
  });
  if (!query) return;
  const simple = (s) => s.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const texts = new Map(Object.entries(window.DERIVE_SEARCH).map(([id, s]) => [id, simple(s)]));
  const boxes = [...document.querySelectorAll("#filter input[type=checkbox]")];
  const entries = [...document.querySelectorAll(".entry")];
  const found = document.getElementById("found");
  const show = () => {
    const words = simple(query.value).split(/\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    let n = 0;
    for (const e of entries) {
      const text = texts.get(e.id) + " " + e.id;
      const fits = kinds.has(e.dataset.verdict) && words.every((w) => text.includes(w));
      e.hidden = !fits;
      n += fits;
    }
    document.querySelectorAll(".script").forEach((s) => {
      s.hidden = !s.querySelector(".entry:not([hidden])");
    });
    document.querySelectorAll(".contents a").forEach((a) => {
      a.hidden = document.getElementById(a.hash.slice(1)).hidden;
    });
    found.textContent = n === entries.length ? "" : `${n} of ${entries.length} derivations`;
  };
  query.value = new URLSearchParams(location.search).get("q") || "";
  query.addEventListener("input", show);
  boxes.forEach((b) => b.addEventListener("change", show));
  document.getElementById("filter").addEventListener("submit", (e) => e.preventDefault());
  show();
}

setUpTheme();
setUpUnfolding();
setUpPrint();
setUpSearch();
if (document.querySelector(".entry")) typesetWhenSeen();
else typesetAll(document);
