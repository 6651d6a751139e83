// The rooms of what is said, by keyboard alone: a key leads there, Tab reaches a
// passage, Enter opens it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

/** tabTo presses Tab until what has the focus matches a selector. */
async function tabTo(page, selector) {
  for (let i = 0; i < 300; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector} on ${page.url()}`);
}

/** passage opens the first passage of another text or of this one. */
async function passage(page) {
  await tabTo(page, 'main a[href*="#s"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/#s\d+$/);
  assert.ok(await page.locator(new URL(page.url()).hash).count() > 0, `${page.url()} has no such sentence`);
}

for (const [name, key] of [["quotations", "x"], ["statements", "w"], ["tensions", "p"], ["references", "r"], ["silences", "u"]]) {
  test(`${name} of a document lead to a passage`, async () => {
    const page = await room.visit(name === "quotations" ? "/press-2023.zh" : "/strategy-2023.zh");
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForURL(/\/(check|statements|tensions|references|silences)/);
    await page.locator("[data-aligning]").waitFor({ state: "detached" });
    await passage(page);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  });
}

for (const [name, key, asked, words, selector] of [
  ["the history of a formulation", "t", /\/trace\?.*phrase=/, "网络自主权", "main input[name=phrase]"],
  ["an actor", "y", /\/actor\?.*actor=/, "云泽", "main input[name=actor]"],
]) {
  test(`${name} is asked for and leads to its places`, async () => {
    const page = await room.visit("/");
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForURL(/\/(trace|actor)$/);
    if (!await page.evaluate((s) => document.activeElement?.matches(s), selector)) await tabTo(page, selector);
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(asked);
    await page.locator("[data-aligning]").waitFor({ state: "detached" });
    await tabTo(page, 'main a[href*="#s"], main a[href^="/statements/"]');
    await page.keyboard.press("Enter");
    await page.waitForURL(/#s\d+$|\/statements\//);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  });
}

test("a claim is made, tested and opened", async () => {
  const page = await room.visit("/");
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.waitForURL(/\/claims$/);
  await tabTo(page, 'main a[href^="/claims/new"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/claims\/new/);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});
