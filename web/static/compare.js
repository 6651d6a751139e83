// Two versions face to face: parts and folds come as they are reached, n and p
// walk through the changes, and lines join the two places of what was moved.
import { onKey, say } from "./keys.js";
import { fragment } from "./reader.js";

const svg = "http://www.w3.org/2000/svg";

/** @param {HTMLElement} rows */
export function versions(rows) {
  const list = document.querySelector(".changes ol");
  const columns = Boolean(rows.closest(".columns"));
  let current = 0;

  /** @param {Element} e @param {string} name */
  const number = (e, name) => Number((/** @type {HTMLElement} */ (e)).dataset[name]);

  /** part puts a part of the comparison, and its changes in the list, into
   * their places.
   * @param {HTMLElement} place */
  async function part(place) {
    const source = place.dataset.source;
    if (!source || place.dataset.busy) return;
    place.dataset.busy = "1";
    try {
      const { root } = await fragment(source);
      const fresh = root.querySelector(".part");
      if (!(fresh instanceof HTMLElement)) throw new Error(source);
      // What stands above the reader's eyes must not push the text away.
      const above = place.getBoundingClientRect().bottom < 0;
      const before = place.offsetHeight;
      const entries = root.querySelectorAll("ol.changes > li");
      list?.querySelector(`li[data-for="${place.dataset.part}"]`)?.replaceWith(...entries);
      place.replaceWith(fresh);
      if (above) scrollBy({ top: fresh.offsetHeight - before, behavior: "instant" });
      draw();
    } catch {
      delete place.dataset.busy; // the link in its place still leads there
    }
  }

  /** fold fetches what lies under a fold.
   * @param {HTMLElement} place */
  async function fold(place) {
    const source = place.dataset.source;
    if (!source) return;
    delete place.dataset.source;
    try {
      const { root } = await fragment(source);
      place.querySelector(":scope > p")?.replaceWith(root);
    } catch {
      place.dataset.source = source;
    }
  }

  rows.addEventListener("toggle", (e) => {
    if (e.target instanceof HTMLElement && e.target.matches(".fold[open]")) fold(e.target).then(draw);
    else draw();
  }, true);

  const watcher = new IntersectionObserver((entries) => {
    for (const e of entries) {
      if (e.isIntersecting && e.target instanceof HTMLElement) {
        watcher.unobserve(e.target);
        part(e.target);
      }
    }
  }, { rootMargin: "1200px 0px" });
  for (const place of rows.querySelectorAll(".part.later")) {
    if (!(place instanceof HTMLElement)) continue;
    place.style.minHeight = `${Math.min(400, number(place, "to") - number(place, "from") + 1) * 3}rem`;
    watcher.observe(place);
  }

  /** row finds a row, loading its part and opening its fold if need be.
   * @param {number} n */
  async function row(n) {
    for (const place of rows.querySelectorAll(".part.later")) {
      if (place instanceof HTMLElement && number(place, "from") <= n && n <= number(place, "to")) await part(place);
    }
    for (const place of rows.querySelectorAll(".fold")) {
      if (place instanceof HTMLDetailsElement && number(place, "from") <= n && n <= number(place, "to")) {
        await fold(place);
        place.open = true;
      }
    }
    return document.getElementById("r" + n);
  }

  /** go makes a row the current one.
   * @param {number} n */
  async function go(n) {
    const target = await row(n);
    if (!target) return;
    current = n;
    rows.querySelector(".cmp.current")?.classList.remove("current");
    target.classList.add("current");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center", behavior: "instant" });
    history.replaceState(null, "", `${location.pathname}${location.search}#r${n}`);
    list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const entry = list?.querySelector(`a[data-row="${n}"]`);
    if (!(entry instanceof HTMLElement)) return;
    entry.setAttribute("aria-current", "true");
    const box = entry.closest(".changes");
    if (box instanceof HTMLElement && getComputedStyle(box).position === "sticky") {
      box.scrollTop += entry.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
    }
    say(entry.textContent?.trim().replace(/\s+/g, " ") ?? "");
  }

  /** step goes to the next change or the one before.
   * @param {1 | -1} by */
  async function step(by) {
    for (let tries = 0; tries < 2; tries++) {
      const entries = [...(list?.children ?? [])];
      if (by < 0) entries.reverse();
      let wanted = null;
      for (const li of entries) {
        const link = li.querySelector("a[data-row]");
        const place = li.classList.contains("later") ? rows.querySelector(`.part.later[data-part="${number(li, "for")}"]`) : null;
        const from = link ? number(link, "row") : place ? number(place, by > 0 ? "to" : "from") : 0;
        if (by > 0 ? from > current : from < current && from > 0) {
          wanted = link ?? place;
          break;
        }
      }
      if (!(wanted instanceof HTMLElement)) return;
      if (wanted.dataset.row) return go(number(wanted, "row"));
      await part(wanted);
    }
  }

  onKey("n", () => { step(1); return true; });
  onKey("p", () => { step(-1); return true; });

  document.addEventListener("click", (e) => {
    const link = e.target instanceof Element ? e.target.closest("a") : null;
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    const url = new URL(link.href, location.href);
    const hash = /^#r(\d+)$/.exec(url.hash);
    if (hash && url.pathname === location.pathname && !link.closest(".part.later, .fold > p, li.later")) {
      e.preventDefault();
      go(Number(hash[1]));
    }
  });
  rows.addEventListener("focusin", (e) => {
    const at = e.target instanceof Element ? e.target.closest(".cmp[id]") : null;
    if (at) current = Number(at.id.slice(1));
  });

  const arrive = () => {
    const hash = /^#r(\d+)$/.exec(location.hash);
    if (hash) go(Number(hash[1]));
  };
  addEventListener("hashchange", arrive);
  arrive();

  // Lines between the places of what was moved, in the gutter.
  const lines = document.createElementNS(svg, "svg");
  lines.setAttribute("class", "moves");
  lines.setAttribute("aria-hidden", "true");
  if (columns) rows.append(lines);
  let waiting = 0;

  function draw() {
    if (!columns || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      lines.replaceChildren();
      if (getComputedStyle(lines).display === "none") return;
      const base = rows.getBoundingClientRect();
      for (const left of rows.querySelectorAll(".cmp.left")) {
        const move = left.querySelector(".far")?.getAttribute("data-move");
        const to = rows.querySelector(`.cmp.moved .far[data-move="${move}"]`)?.closest(".cmp");
        const a = left.querySelector(".side.old")?.getBoundingClientRect();
        const b = to?.querySelector(".side:not(.old)")?.getBoundingClientRect();
        if (!a?.height || !b?.height || !move) continue;
        const x0 = a.right - base.left + 3, x1 = b.left - base.left - 3;
        const y0 = a.top - base.top + Math.min(a.height / 2, 14), y1 = b.top - base.top + Math.min(b.height / 2, 14);
        const bend = Math.sign(y1 - y0) * Math.min(28, Math.abs(y1 - y0) / 2);
        const middle = x0 + (x1 - x0) * (.25 + .5 * ((Number(move) * 3) % 7) / 7);
        const path = document.createElementNS(svg, "path");
        path.setAttribute("d", `M${x0} ${y0}Q${middle} ${y0} ${middle} ${y0 + bend}V${y1 - bend}Q${middle} ${y1} ${x1} ${y1}`);
        path.dataset.move = move;
        lines.append(path);
      }
    });
  }
  new ResizeObserver(draw).observe(rows);

  /** @param {Event} e @param {boolean} lit */
  const light = (e, lit) => {
    const move = e.target instanceof Element ? e.target.closest(".cmp")?.querySelector(".far")?.getAttribute("data-move") : null;
    if (move) lines.querySelector(`path[data-move="${move}"]`)?.classList.toggle("lit", lit);
  };
  for (const name of ["pointerover", "focusin"]) rows.addEventListener(name, (e) => light(e, true));
  for (const name of ["pointerout", "focusout"]) rows.addEventListener(name, (e) => light(e, false));
}
