// The page is whole without this: here are only filters, keys and printing.
(() => {
  "use strict";
  const tools = document.getElementById("tools");
  const text = document.getElementById("text");
  const all = [...text.querySelectorAll("details")];
  const news = [...text.querySelectorAll(".s.new")];
  const shows = [...tools.querySelectorAll("[data-show]")];
  const open = document.getElementById("open");
  tools.hidden = false;

  for (const button of shows) {
    button.addEventListener("click", () => {
      text.dataset.show = button.dataset.show;
      for (const b of shows) b.setAttribute("aria-pressed", String(b === button));
    });
  }

  open.addEventListener("click", () => {
    const on = open.getAttribute("aria-pressed") !== "true";
    open.setAttribute("aria-pressed", String(on));
    for (const d of all) d.open = on;
  });

  // go makes a sentence the target of the page and the place of the keyboard.
  const go = (sentence) => {
    if (!sentence.offsetParent) shows[0].click(); // a filter hides it
    location.replace("#" + sentence.id);
    sentence.querySelector(".n").focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || (e.key !== "n" && e.key !== "p") || !news.length) return;
    const target = document.activeElement.closest(".s") || text.querySelector(".s:target");
    const from = target ? Number(target.id.slice(1)) : 0;
    const number = (s) => Number(s.id.slice(1));
    const next = e.key === "n" ? news.find((s) => number(s) > from) : news.findLast((s) => number(s) < from);
    if (next) go(next);
  });

  const strip = document.getElementById("strip");
  if (strip) {
    strip.addEventListener("click", (e) => {
      const box = strip.getBoundingClientRect();
      const rows = text.querySelectorAll(".s");
      const row = rows[Math.floor((e.clientX - box.left) / box.width * rows.length)];
      if (row) go(row);
    });
  }

  // A link to a sentence must lead somewhere even where a filter hides it.
  addEventListener("hashchange", () => {
    const s = text.querySelector(".s:target");
    if (s && !s.offsetParent) go(s);
  });

  // On paper every ancestor stands under its sentence.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const d of closed) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of closed) d.open = false;
  });
})();
