// The page is whole without this: here are only filters, keys and printing.
(() => {
  "use strict";
  const tools = document.getElementById("tools");
  const text = document.getElementById("text");
  const folds = [...text.querySelectorAll(".fold")];
  const shows = [...tools.querySelectorAll("[data-show]")];
  const open = document.getElementById("open");
  const changes = [...text.querySelectorAll(".r:not(.same, .renumbered, .left)")];
  tools.hidden = false;
  text.dataset.show = "all";

  for (const button of shows) {
    button.addEventListener("click", () => {
      text.dataset.show = button.dataset.show;
      for (const b of shows) b.setAttribute("aria-pressed", String(b === button));
    });
  }

  open.addEventListener("click", () => {
    const on = open.getAttribute("aria-pressed") !== "true";
    open.setAttribute("aria-pressed", String(on));
    for (const f of folds) f.open = on;
  });

  const number = (row) => Number(row.id.slice(1));
  const shown = (row) => text.dataset.show === "all" || row.classList.contains(text.dataset.show);

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || (e.key !== "n" && e.key !== "p")) return;
    const here = document.activeElement.closest(".r") || text.querySelector(".r:target");
    const from = here ? number(here) : 0;
    const all = changes.filter(shown);
    const next = e.key === "n" ? all.find((r) => number(r) > from) : all.findLast((r) => number(r) < from);
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  });

  // A link to a row must lead somewhere even where a fold hides it.
  addEventListener("hashchange", () => {
    const row = text.querySelector(".r:target");
    const fold = row && row.closest(".fold");
    if (fold && !fold.open) {
      fold.open = true;
      row.scrollIntoView({ block: "center" });
    }
  });

  // On paper the text is whole.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((f) => !f.open);
    for (const f of closed) f.open = true;
  });
  addEventListener("afterprint", () => {
    for (const f of closed) f.open = false;
  });
})();
