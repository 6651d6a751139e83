// A text to read: its parts come as they are reached, its marks when they are
// worked out, and the evidence of a sentence beside it.
import { onKey, say } from "./keys.js";
import { aligning, ask } from "./waiting.js";

const letters = /** @type {Record<string, string>} */ ({ n: "new", a: "adapted", i: "inherited", s: "short" });
const signs = /** @type {Record<string, string>} */ ({ n: "●", a: "◐", i: "○", s: "·" });

/**
 * fragment fetches a piece of a page of this room.
 * @param {string} address
 * @returns {Promise<{status: number, root: DocumentFragment}>}
 */
export async function fragment(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return { status: answer.status, root: template.content };
}

/** @param {HTMLElement} page */
export function reader(page) {
  const edition = page.dataset.edition ?? "";
  const evidence = document.getElementById("evidence");
  const text = document.getElementById("text");
  if (!evidence || !text) return;
  let marks = document.getElementById("marks")?.dataset.letters ?? "";
  let current = numberOf(page.querySelector(".s.selected"));

  /** @param {Element | null} s */
  function numberOf(s) {
    return s ? Number(s.id.slice(1)) : 0;
  }

  /** load puts a part of the text into its place.
   * @param {HTMLElement} place */
  async function load(place) {
    const source = place.dataset.source;
    if (!source || place.dataset.busy) return;
    place.dataset.busy = "1";
    try {
      const { root } = await fragment(source);
      const part = root.querySelector(".part");
      if (!part) throw new Error(source);
      // What stands above the reader's eyes must not push the text away.
      const above = place.getBoundingClientRect().bottom < 0;
      const before = place.offsetHeight;
      place.replaceWith(part);
      mark(part);
      if (above && part instanceof HTMLElement) scrollBy({ top: part.offsetHeight - before, behavior: "instant" });
    } catch {
      delete place.dataset.busy; // the link in its place still leads there
    }
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const e of entries) {
      if (e.isIntersecting && e.target instanceof HTMLElement) {
        watcher.unobserve(e.target);
        load(e.target);
      }
    }
  }, { rootMargin: "1200px 0px" });
  for (const place of page.querySelectorAll(".part.later")) {
    if (!(place instanceof HTMLElement)) continue;
    // A sentence takes some two lines: the scroll bar tells about the truth.
    place.style.minHeight = `${(Number(place.dataset.to) - Number(place.dataset.from) + 1) * 3.4}rem`;
    watcher.observe(place);
  }

  /** sentence finds a sentence, loading its part if need be.
   * @param {number} n */
  async function sentence(n) {
    const here = document.getElementById("s" + n);
    if (here) return here;
    for (const place of page.querySelectorAll(".part.later")) {
      if (place instanceof HTMLElement && Number(place.dataset.from) <= n && n <= Number(place.dataset.to)) {
        await load(place);
        return document.getElementById("s" + n);
      }
    }
    return null;
  }

  /** mark puts the classes of the ledger on sentences that came without.
   * @param {Element} within */
  function mark(within) {
    if (!marks) return;
    for (const s of within.querySelectorAll(".s[id]")) {
      const letter = marks[numberOf(s) - 1];
      if (!letter || s.classList.contains(letters[letter] ?? "")) continue;
      s.classList.add(letters[letter] ?? "");
      const sign = s.querySelector(".n b");
      if (sign) sign.textContent = signs[letter] ?? "";
    }
  }

  /** wait asks for the ledger until it is there. */
  async function wait() {
    const address = page.dataset.waiting;
    if (!address) return;
    const html = await ask(address);
    if (html === null) { // the page says how to look again
      const line = document.querySelector("#marks .waiting");
      if (line) line.prepend(page.dataset.stopped ?? "", " ");
      return;
    }
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.getElementById("marks");
    if (!fresh) return;
    document.getElementById("marks")?.replaceWith(fresh);
    marks = fresh.dataset.letters ?? "";
    mark(page);
    const outline = template.content.querySelector(".outline");
    if (outline) {
      if (!page.querySelector(".outline details[open]")) outline.querySelector("details")?.removeAttribute("open");
      page.querySelector(".outline")?.replaceWith(outline);
    }
    if (open()) show(current); // it was shown without its class
  }
  wait();

  let asked = 0;

  /** show puts the evidence of a sentence beside the text.
   * @param {number} n */
  async function show(n) {
    const turn = ++asked;
    page.querySelector(".s.selected")?.classList.remove("selected");
    document.getElementById("s" + n)?.classList.add("selected");
    try {
      const { root } = await fragment(`/at/${edition}?s=${n}`);
      if (turn !== asked) return;
      evidence?.replaceChildren(root);
      copying();
      if (evidence) aligning(evidence, () => show(n));
      if (evidence) evidence.scrollTop = 0;
      say(evidence?.querySelector("h2")?.textContent ?? "");
    } catch {
      // The link of the number leads to the same evidence.
    }
  }

  // A form leads back to where its reader is, layout and all.
  document.addEventListener("submit", (e) => {
    const back = e.target instanceof HTMLFormElement ? e.target.querySelector("input[name=back]") : null;
    if (back instanceof HTMLInputElement) back.value = location.pathname + location.search + location.hash;
  });

  // Words that are marked in the text are those that a note is on, and can be
  // searched for and traced.
  const picked = document.getElementById("picked");
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const words = selection && !selection.isCollapsed ? selection.toString().replace(/\s+/g, " ").trim() : "";
    const inside = Boolean(selection?.anchorNode && text.contains(selection.anchorNode));
    if (!picked) return;
    picked.hidden = !inside || words.length < 2 || words.length > 200;
    for (const link of picked.querySelectorAll("a")) link.href = `${link.dataset.to}?${new URLSearchParams({ phrase: words })}`;
  });
  document.addEventListener("selectionchange", () => {
    const quote = document.getElementById("note-quote");
    const selection = getSelection();
    if (!(quote instanceof HTMLInputElement) || !selection || selection.isCollapsed) return;
    const place = selection.getRangeAt(0).commonAncestorContainer;
    const s = (place instanceof Element ? place : place.parentElement)?.closest(".s.selected .t");
    if (s) quote.value = selection.toString();
  });

  /** copying gives each citation a button that copies it. */
  function copying() {
    const words = /** @type {HTMLElement | null | undefined} */ (evidence?.querySelector(".evidence-head"))?.dataset;
    for (const pre of evidence?.querySelectorAll(".cite pre") ?? []) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words?.copy ?? "";
      button.setAttribute("aria-label", `${words?.copy ?? ""}: ${pre.getAttribute("aria-label") ?? ""}`);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(pre.textContent ?? "");
        say(words?.copied ?? "");
        button.textContent = words?.copied ?? "";
        setTimeout(() => { button.textContent = words?.copy ?? ""; }, 1500);
      });
      pre.before(button);
    }
  }
  copying();

  function close() {
    if (!evidence?.querySelector(".evidence-head")) return false;
    evidence.replaceChildren();
    page.querySelector(".s.selected")?.classList.remove("selected");
    const url = new URL(location.href);
    url.searchParams.delete("s");
    history.replaceState(null, "", url.pathname + url.search);
    document.getElementById("s" + current)?.querySelector("a.n")?.dispatchEvent(new Event("focus"));
    return true;
  }

  /** go makes a sentence the current one.
   * @param {number} n
   * @param {boolean} open whether its evidence is shown */
  async function go(n, open) {
    const s = await sentence(n);
    if (!s) return false;
    current = n;
    const link = s.querySelector("a.n");
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
    const sheet = open && evidence && getComputedStyle(evidence).position === "fixed";
    s.scrollIntoView({ block: sheet ? "start" : "center", behavior: "instant" });
    const url = new URL(location.href);
    if (open) url.searchParams.set("s", String(n));
    history.replaceState(null, "", `${url.pathname}${url.search}#s${n}`);
    if (open) await show(n);
    return true;
  }

  /** last number of the text */
  const end = Math.max(0, ...[...page.querySelectorAll(".part")].map((p) => Number((/** @type {HTMLElement} */ (p)).dataset.to)));

  function open() {
    return Boolean(evidence?.querySelector(".evidence-head"));
  }

  /** @param {number} step */
  function move(step) {
    const n = Math.min(end, Math.max(1, current + step));
    if (n !== current) go(n, open());
    return true;
  }

  /** @param {number} step */
  function toNew(step) {
    // A passage is a run of new sentences; its first is where one arrives.
    for (let n = current + step; n >= 1 && n <= marks.length; n += step) {
      if (marks[n - 1] === "n" && marks[n - 2] !== "n") {
        go(n, open());
        return true;
      }
    }
    say(step > 0 ? page.dataset.last ?? "" : page.dataset.first ?? "");
    return true;
  }

  // The strip beside the scroll bar: a click leads to what lies there.
  document.addEventListener("click", (e) => {
    const strip = e.target instanceof Element ? e.target.closest("#strip") : null;
    if (!strip) return;
    const box = strip.getBoundingClientRect();
    go(Math.min(end, 1 + Math.floor(((e.clientY - box.top) / box.height) * marks.length)), open());
  });

  onKey("j", () => move(1));
  onKey("k", () => move(-1));
  onKey("n", () => toNew(1));
  onKey("p", () => toNew(-1));
  onKey("Escape", close);

  page.addEventListener("click", (e) => {
    const link = e.target instanceof Element ? e.target.closest("a") : null;
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    const own = link.closest(".s[id]");
    if (link.classList.contains("n") && own) {
      e.preventDefault();
      go(numberOf(own), true);
      return;
    }
    if (link.classList.contains("close")) {
      e.preventDefault();
      close();
      return;
    }
    // A link to a sentence of this page.
    const url = new URL(link.href, location.href);
    const hash = /^#s(\d+)$/.exec(url.hash);
    if (hash && url.pathname === location.pathname && !link.closest(".part.later")) {
      e.preventDefault();
      go(Number(hash[1]), Boolean(link.closest(".evidence")) || open());
    }
  });

  // The place of the reader follows the keyboard.
  page.addEventListener("focusin", (e) => {
    const s = e.target instanceof Element ? e.target.closest(".s[id]") : null;
    if (s) current = numberOf(s);
  });

  // An address that ends in #s42 leads there though its part is not loaded.
  const arrive = async () => {
    const hash = /^#s(\d+)$/.exec(location.hash);
    const chosen = page.querySelector(".s.selected");
    if (!hash && chosen) chosen.scrollIntoView({ block: "center", behavior: "instant" });
    if (!hash) return;
    // Of a former version one wants to know what became of the passage.
    if (page.dataset.former || !document.getElementById("s" + hash[1])) await go(Number(hash[1]), Boolean(page.dataset.former));
    else current = Number(hash[1]);
    // Who follows such an address wants the passage and what is known of it. On a
    // phone that is a sheet, above which the passage stays in sight.
    if (page.dataset.former || chosen?.id === "s" + current) return;
    await show(current);
    if (evidence && getComputedStyle(evidence).position === "fixed") document.getElementById("s" + current)?.scrollIntoView({ block: "start", behavior: "instant" });
  };
  addEventListener("hashchange", arrive);
  arrive();
}
