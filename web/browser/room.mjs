// What the browser tests share: the program serving its sample library on a
// free port, and a Chromium that may speak to it alone.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import axe from "axe-core/axe.min.js";
import { chromium } from "playwright-core";

const program = process.env.TIFA_PROGRAM;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const shots = process.env.TIFA_SHOTS;

const args = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** open starts the program and the browser. Close both with close(). */
export async function open() {
  if (!program) throw new Error("say the program to test: TIFA_PROGRAM=/path/to/tifa");
  const folder = mkdtempSync(join(tmpdir(), "tifa-browser-"));
  const server = spawn(program, ["demo", "--serve", "--addr", "127.0.0.1:0", "--library", join(folder, "library")], {
    env: { ...process.env, TIFA_USER: "Tester" }, stdio: ["ignore", "pipe", "inherit"],
  });
  const root = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const m = /(http:\/\/[^\s/]+)\//.exec(said);
      if (m) resolve(m[1]);
    });
    server.on("exit", (code) => reject(new Error(`tifa ended with status ${code}: ${said}`)));
  });
  const browser = await chromium.launch({ executablePath, args });
  if (shots) mkdirSync(shots, { recursive: true });
  const contexts = new Map();
  return {
    root,
    async close() {
      await browser.close();
      server.removeAllListeners("exit");
      server.kill("SIGTERM");
      await new Promise((done) => server.on("exit", done));
      rmSync(folder, { recursive: true, force: true });
    },

    /** visit opens a page and watches it: whatever it says to the console, and
     * any request to another host, is an error. Each has cookies and a cache of
     * its own, unless it shares them with the others of its manner, which is
     * quicker: then close the page and not its context. */
    async visit(path, { width = 1280, height = 860, dark = false, zh = false, scripts = true, shared = false } = {}) {
      const fresh = () => browser.newContext({
        viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: zh ? "zh-CN" : "en-GB", javaScriptEnabled: scripts,
      });
      const manner = JSON.stringify([width, height, dark, zh, scripts]);
      if (shared && !contexts.has(manner)) contexts.set(manner, fresh());
      const context = await (shared ? contexts.get(manner) : fresh());
      const page = await context.newPage();
      const wrong = [];
      page.on("console", (m) => { if (["error", "warning"].includes(m.type())) wrong.push(m.text()); });
      page.on("pageerror", (e) => wrong.push(e.message));
      page.on("request", (q) => {
        const url = q.url();
        if (!url.startsWith(root + "/") && !url.startsWith("data:")) wrong.push(`asks another host: ${url}`);
      });
      page.wrong = wrong;
      let answer = await page.goto(root + path);
      // What is still being worked out comes with the page anew, which takes
      // it from under whoever has begun to read.
      if (scripts) await page.locator("[data-aligning]").waitFor({ state: "detached", timeout: 120000 });
      await page.waitForLoadState();
      // On a busy machine that can be any page of two texts; without scripts the
      // reader asks again.
      for (let tries = 0; answer?.status() === 202 && tries < 100; tries++) {
        await page.waitForTimeout(scripts ? 0 : 300);
        answer = await page.reload();
        if (scripts) await page.locator("[data-aligning]").waitFor({ state: "detached", timeout: 120000 });
        await page.waitForLoadState();
      }
      page.status = answer?.status();
      return page;
    },
  };
}

/** whole fails if the page said anything wrong, is wider than its window, or
 * breaks a rule of WCAG 2.2 AA that axe can tell; of rules, only these, and
 * with null none. */
export async function whole(page, name, rules = []) {
  assert.deepEqual(page.wrong, [], `${name}: what the page said`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name}: the page is ${wide} px wider than its window`);
  if (rules === null) return;
  // Axe is asked for nothing but what is wrong: to describe all that is right
  // too took as long again as to find out. It is put into a page once; no page
  // has frames or sound, for which alone it would load more.
  if (!await page.evaluate(() => "axe" in globalThis)) {
    await page.evaluate(axe.source);
    await page.evaluate(() => globalThis.axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] }));
  }
  if (!rules.length || rules.includes("color-contrast")) assert.ok(await page.evaluate(looks) > 0, `${name}: there is nothing to read`);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
    return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  }, rules.length ? { type: "rule", values: rules } : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  assert.deepEqual(found, [], `${name}: axe`);
}

/** looks marks, of elements that look the same, the first, and counts them: to
 * measure the contrast of each of a thousand sentences took two thirds of all
 * that axe does. Two look the same if their colour and size of type are the
 * same, and if each element around one has the name, classes, background and
 * opacity of that around the other. */
function looks() {
  const numbers = new Map(); // of looks
  const number = (look) => {
    if (!numbers.has(look)) numbers.set(look, numbers.size);
    return numbers.get(look);
  };
  const behind = new Map(); // an element, and the number of how it and all around it look
  const seen = (e) => {
    if (!e) return -1;
    if (!behind.has(e)) {
      const s = getComputedStyle(e);
      behind.set(e, number(`${seen(e.parentElement)} ${e.localName} ${e.getAttribute("class") ?? ""} ${s.backgroundColor} ${s.backgroundImage} ${s.opacity} ${s.filter} ${s.mixBlendMode} ${s.position}`));
    }
    return behind.get(e);
  };
  const known = new Set();
  for (const e of document.querySelectorAll("[data-look]")) e.removeAttribute("data-look");
  for (const e of document.body.querySelectorAll("*")) {
    const reads = "value" in e || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    if (!reads || !e.checkVisibility({ visibilityProperty: true })) continue;
    const s = getComputedStyle(e);
    const look = number(`${seen(e)} ${s.color} ${s.fontSize} ${s.fontWeight} ${s.textShadow} ${e.matches(":disabled")}`);
    if (known.has(look)) continue;
    known.add(look);
    e.setAttribute("data-look", "");
  }
  return known.size;
}

/** shot keeps a picture of a page, to be looked at, if TIFA_SHOTS names a
 * folder for it. */
export async function shot(page, name) {
  if (!shots) return;
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
