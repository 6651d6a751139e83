// A bitext: its parts as they are reached, and the alignment editor by
// keyboard. Every key sends the form that works without a script; the page
// that comes back takes the place of this one without its moving away.
import { onKey, say } from "./keys.js";
import { aligning } from "./waiting.js";

export function beads() {
  let current = "";
  let busy = false;

  const all = () => [...document.querySelectorAll("#bitext .bead")].filter((b) => b instanceof HTMLElement);
  const here = () => {
    const b = document.getElementById(current);
    return b instanceof HTMLElement && b.classList.contains("bead") ? b : null;
  };
  /** @param {ParentNode | null} within */
  const ticked = (within) => [...(within?.querySelectorAll('input[name="at"]:checked') ?? [])].map((i) => (/** @type {HTMLInputElement} */ (i)).value);
  const form = () => /** @type {HTMLFormElement} */ (document.getElementById("edit"));

  /** at makes a bead the current one.
   * @param {HTMLElement | null} bead @param {boolean} focus */
  function at(bead, focus) {
    document.querySelector("#bitext .bead.current")?.classList.remove("current");
    if (!bead) return;
    current = bead.id;
    bead.classList.add("current");
    if (!focus) return;
    bead.focus({ preventScroll: true });
    bead.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** part fetches a part of the table.
   * @param {HTMLElement} place */
  async function part(place) {
    const source = place.dataset.source;
    if (!source || place.dataset.busy) return;
    place.dataset.busy = "1";
    try {
      const answer = await fetch(source, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(source);
      const template = document.createElement("template");
      template.innerHTML = `<table>${await answer.text()}</table>`;
      const fresh = template.content.querySelector("tbody");
      if (!fresh) throw new Error(source);
      const above = place.getBoundingClientRect().bottom < 0;
      const before = place.offsetHeight;
      place.replaceWith(fresh);
      if (above) scrollBy({ top: fresh.offsetHeight - before, behavior: "instant" });
    } catch {
      delete place.dataset.busy; // the link in its place still leads there
    }
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const e of entries) {
      if (e.isIntersecting && e.target instanceof HTMLElement) {
        watcher.unobserve(e.target);
        part(e.target);
      }
    }
  }, { rootMargin: "1200px 0px" });

  function watch() {
    for (const place of document.querySelectorAll("#bitext .part.later")) {
      const row = place.querySelector("tr");
      if (!(place instanceof HTMLElement) || !row) continue;
      // A bead takes some three lines: the scroll bar tells about the truth.
      row.style.height = `${(Number(place.dataset.to) - Number(place.dataset.from) + 1) * 4.5}rem`;
      watcher.observe(place);
    }
  }

  function count() {
    const label = document.querySelector("#edit .chosen");
    if (!(label instanceof HTMLElement)) return;
    label.dataset.none ??= label.textContent ?? "";
    const n = ticked(document).length;
    label.textContent = n ? (label.dataset.said ?? "").replace("#N", String(n)) : label.dataset.none;
  }

  /** send sends a form and puts the page that answers into the place of this
   * one.
   * @param {string} action @param {URLSearchParams} data @param {string} place */
  async function send(action, data, place) {
    if (busy) return;
    busy = true;
    try {
      const before = document.getElementById(place)?.getBoundingClientRect().top;
      const answer = await fetch(action, { method: "POST", body: data, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = put(page);
      if (!fresh) {
        fail(page.querySelector("main")?.textContent?.trim().replace(/\s+/g, " ") ?? String(answer.status));
        return;
      }
      const url = new URL(answer.url);
      const said = url.searchParams.get("at") ?? place;
      const bead = holder(said) ?? holder(place);
      if (answer.redirected) history.replaceState(null, "", `${url.pathname}${url.search}`);
      at(bead, false);
      bead?.focus({ preventScroll: true });
      const after = bead?.getBoundingClientRect().top;
      if (before !== undefined && after !== undefined) scrollBy({ top: after - before, behavior: "instant" });
      if (bead && (bead.getBoundingClientRect().top < 60 || bead.getBoundingClientRect().bottom > innerHeight)) bead.scrollIntoView({ block: "nearest", behavior: "instant" });
      say(fresh.querySelector(".problem, .said")?.textContent?.trim().replace(/\s+/g, " ") ?? "");
    } catch {
      fail("");
    } finally {
      busy = false;
    }
  }

  /** fail says that a correction could not be sent, where it was made.
   * @param {string} why */
  function fail(why) {
    const words = form().dataset.failed ?? "";
    let line = form().querySelector(".said.failed");
    if (!line) {
      line = document.createElement("p");
      line.className = "said problem failed";
      line.setAttribute("role", "alert");
      form().append(line);
    }
    line.textContent = why ? `${words} ${why}` : words;
  }

  /** put puts a fresh page into the place of this one.
   * @param {Document} page */
  function put(page) {
    const fresh = page.getElementById("bitext");
    if (!fresh) return null;
    document.getElementById("bitext")?.replaceWith(fresh);
    watch();
    count();
    aligning(fresh, look);
    return fresh;
  }

  /** look looks at the page again, with what has been found since. Nothing
   * that somebody is writing is taken away. */
  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const writes = [...document.querySelectorAll("#bitext input[name=note]")].some((n) => n instanceof HTMLInputElement && n.value);
      if (busy || writes) return; // what is being sent brings a fresh page too
      const chosen = ticked(document);
      const bead = here();
      const focused = bead !== null && bead.contains(document.activeElement);
      const before = bead?.getBoundingClientRect().top;
      if (!put(page)) return;
      for (const p of chosen) {
        const box = document.querySelector(`#bitext input[name="at"][value="${CSS.escape(p)}"]`);
        if (box instanceof HTMLInputElement) box.checked = true;
      }
      count();
      const again = here();
      at(again, false);
      if (focused) again?.focus({ preventScroll: true });
      const after = again?.getBoundingClientRect().top;
      if (before !== undefined && after !== undefined) scrollBy({ top: after - before, behavior: "instant" });
    } catch {
      // The link of the line that waits still leads there.
    }
  }

  /** holder finds the bead that holds the sentence of a place.
   * @param {string} place */
  function holder(place) {
    const own = document.getElementById(place);
    if (own instanceof HTMLElement && own.classList.contains("bead")) return own;
    const box = document.querySelector(`#bitext input[name="at"][value="${CSS.escape(place)}"]`)?.closest(".bead");
    return box instanceof HTMLElement ? box : null;
  }

  /** edit sends a correction.
   * @param {string} op @param {string[]} places */
  function edit(op, places) {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form())) if (name !== "at") data.append(name, String(value));
    for (const p of places) data.append("at", p);
    data.append("op", op);
    send(form().getAttribute("action") ?? "", data, current || places[0] || "");
    return true;
  }

  document.addEventListener("submit", (e) => {
    const f = e.target;
    if (!(f instanceof HTMLFormElement) || !f.closest("#bitext") || f.method !== "post") return;
    e.preventDefault();
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(f, e.submitter)) data.append(name, String(value));
    const chosen = data.get("at");
    send(f.getAttribute("action") ?? "", data, (chosen && holder(chosen)?.id) || current);
  });

  document.addEventListener("change", (e) => {
    if (e.target instanceof HTMLInputElement && e.target.name === "at") count();
  });
  document.addEventListener("focusin", (e) => {
    const bead = e.target instanceof Element ? e.target.closest("#bitext .bead") : null;
    if (bead instanceof HTMLElement && bead.id !== current) at(bead, false);
  });

  /** step goes to another bead.
   * @param {1 | -1} by @param {(b: Element) => boolean} fits */
  async function step(by, fits) {
    const beads = all();
    const now = beads.findIndex((b) => b.id === current);
    for (let i = now < 0 ? (by > 0 ? 0 : beads.length - 1) : now + by; i >= 0 && i < beads.length; i += by) {
      const b = beads[i];
      if (b instanceof HTMLElement && fits(b)) return at(b, true);
    }
    // The next part, if there is one to be fetched.
    const tbody = beads[now]?.closest("tbody");
    const next = by > 0 ? tbody?.nextElementSibling : tbody?.previousElementSibling;
    if (next instanceof HTMLElement && next.classList.contains("later")) {
      await part(next);
      if (!next.isConnected) await step(by, fits);
    }
  }
  /** @param {Element} b */
  const found = (b) => Boolean(b.nextElementSibling?.matches(".checks") && b.nextElementSibling.querySelector("td > .finding"));

  onKey("j", () => { step(1, () => true); return true; });
  onKey("k", () => { step(-1, () => true); return true; });
  onKey("n", () => { step(1, found); return true; });
  onKey("p", () => { step(-1, found); return true; });
  onKey("m", () => {
    const places = ticked(document);
    const bead = here();
    if (places.length > 1) return edit("merge", places);
    if (!bead?.dataset.next) return false;
    return edit("merge", [bead.id, bead.dataset.next]);
  });
  onKey("s", () => {
    const bead = here();
    if (!bead) return false;
    let places = ticked(bead);
    if (!places.length) {
      for (const cell of bead.querySelectorAll("td")) {
        const boxes = [...cell.querySelectorAll('input[name="at"]')];
        const last = boxes.at(-1);
        if (last instanceof HTMLInputElement && (boxes.length > 1 || bead.querySelectorAll('input[name="at"]').length === 2 && !places.length)) places.push(last.value);
      }
    }
    return places.length > 0 && edit("split", places);
  });
  for (const [key, op] of [["ArrowUp", "up"], ["ArrowDown", "down"]]) {
    onKey(key ?? "", () => {
      const places = ticked(here());
      return places.length > 0 && edit(op ?? "", places);
    });
  }
  onKey("l", () => {
    const bead = here();
    return bead !== null && edit(bead.classList.contains("locked") ? "unlock" : "lock", [bead.id]);
  });
  onKey("u", () => {
    const button = form().querySelector('button[value="undo"]');
    return button instanceof HTMLButtonElement && !button.disabled && edit("undo", []);
  });

  watch();
  count();
  const whole = document.getElementById("bitext");
  if (whole) aligning(whole, look);
  const arrived = holder(location.hash.slice(1));
  if (arrived) at(arrived, false);
}
