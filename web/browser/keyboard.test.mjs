// The main path of each room with the keyboard alone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open, whole } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

test("from the library to a passage and back", async () => {
  const page = await room.visit("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#main");

  await page.keyboard.press("/");
  await page.keyboard.type("网络自主权");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search/);
  assert.ok((await page.locator("table.kwic tbody tr").count()) > 1);

  await page.locator("table.kwic tbody th a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\.zh.*#s\d+$/);
  await whole(page, "passage");

  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.waitForURL(room.root + "/");
  await page.context().close();
});

test("reading by sentence and by what is new", async () => {
  const page = await room.visit("/strategy-2023.zh");
  await page.waitForSelector("#marks[data-letters]");
  const here = () => page.evaluate(() => location.hash);
  await page.keyboard.press("j");
  assert.equal(await here(), "#s1");
  await page.keyboard.press("j");
  assert.equal(await here(), "#s2");
  await page.keyboard.press("k");
  assert.equal(await here(), "#s1");

  const letters = await page.locator("#marks").getAttribute("data-letters");
  const first = letters.indexOf("n") + 1;
  await page.keyboard.press("n");
  assert.equal(await here(), `#s${first}`);
  assert.ok(await page.locator(`#s${first}`).evaluate((s) => s.classList.contains("new")));

  await page.keyboard.press("Enter");
  await page.waitForSelector(".evidence-head");
  assert.match(await page.locator("#evidence-title").innerText(), new RegExp(String(first)));
  assert.equal(await page.evaluate(() => new URL(location.href).searchParams.get("s")), String(first));
  await whole(page, "evidence");

  // With evidence open, j shows that of the next sentence.
  await page.keyboard.press("j");
  await page.waitForFunction((n) => document.querySelector("#evidence-title")?.textContent?.includes(String(n)), first + 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".evidence-head").count(), 0);

  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.waitForURL(/\/new\/strategy-2023\.zh$/);
  await page.context().close();
});

test("the lasting address of a sentence opens what is known of it", async () => {
  const page = await room.visit("/strategy-2023.zh#s12");
  await page.waitForSelector("#evidence .evidence-head");
  assert.equal(await page.locator(".s.selected").getAttribute("id"), "s12");
  await page.evaluate(() => { location.hash = "#s14"; });
  await page.waitForSelector("#s14.selected");
  await page.context().close();
});

test("the list of keys opens and closes", async () => {
  const page = await room.visit("/");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys-dialog").evaluate((d) => d.open));
  await whole(page, "keys");
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#keys-dialog").evaluate((d) => d.open)));
  await page.context().close();
});

test("single keys can be turned off", async () => {
  const page = await room.visit("/settings?back=%2Fstrategy-2023.zh");
  await page.locator("input[name=keys][value=off]").check();
  await page.locator("form.settings button").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/strategy-2023\.zh$/);
  await page.keyboard.press("?");
  assert.ok(!(await page.locator("#keys-dialog").evaluate((d) => d.open)));
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => location.hash), "");
  await page.context().close();
});

test("the language of the interface is switched by its button", async () => {
  const page = await room.visit("/strategy-2023.en?s=3#s3");
  await page.locator(".tongue button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
  assert.equal(await page.evaluate(() => new URL(location.href).searchParams.get("s")), "3");
  assert.equal(await page.locator("#s3 .t").getAttribute("lang"), "en");
  await page.context().close();
});

// reach tabs on until a place that fits has the focus.
async function reach(page, selector) {
  for (let i = 0; i < 400; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${selector}`);
}

test("a note is written, changed and taken back", async () => {
  const page = await room.visit("/strategy-2023.zh?s=4#s4");
  await page.locator("#evidence").focus();
  await reach(page, ".write > summary");
  await page.keyboard.press("Enter");
  await reach(page, "#note-quote");
  await page.keyboard.type("渠通则水活");
  await reach(page, "#note-body");
  await page.keyboard.type("An image that *returns* in the last section.");
  await reach(page, ".write button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#evidence article.note em");
  assert.equal(await page.locator("#s4 .noted-mark").count(), 1);
  await whole(page, "note");

  await page.locator("#evidence article.note details summary").focus();
  await page.keyboard.press("Enter");
  await reach(page, "#evidence article.note button[value=remove]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("article.note"));
  await page.context().close();
});

test("from what is new to the history of a formulation and its first place", async () => {
  const page = await room.visit("/new/strategy-2023.zh");
  await reach(page, "main a.phrase");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/trace\?phrase=/);
  await page.waitForSelector(".chart");
  await reach(page, "main .chart-table summary, main details summary");
  await page.keyboard.press("Enter");
  await whole(page, "history");
  await reach(page, "main blockquote ~ * a, main .card a, main a[href*='#s']");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#s\d+$/);
  await page.context().close();
});

test("the record is corrected", async () => {
  const page = await room.visit("/edit/press-2023.en");
  await reach(page, "#f-kind");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("press release");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".history");
  assert.equal(await page.locator("#f-kind").inputValue(), "press release");
  await whole(page, "record");
  await page.context().close();
});
