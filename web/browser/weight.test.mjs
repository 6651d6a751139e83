// The weight of words: a stroke of a plot leads to its passage, the pages lead
// to each other with their phrases, and keys lead to them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

const phrase = "%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83";

for (const [size, width] of [["wide", 1280], ["narrow", 390]]) {
  test(`a stroke leads to its passage, ${size}`, async () => {
    const page = await room.visit(`/dispersion?phrase=${phrase}&edition=strategy-2023.zh`, { width });
    const strokes = page.locator(`.spread.${size} a`);
    assert.ok(await page.locator(`.spread.${size}`).isVisible());
    const to = await strokes.last().getAttribute("href");
    const sentence = /^\/strategy-2023\.zh\?s=(\d+)#s\1$/.exec(to ?? "");
    assert.ok(sentence, `the last stroke leads to ${to}`);
    await strokes.last().locator(".hit").click();
    await page.waitForURL(room.root + to);
    assert.match(await page.locator(`#s${sentence[1]}`).innerText(), /网络自主权/);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  });
}

test("a year of the temperature leads to its passages", async () => {
  const page = await room.visit(`/temperature?phrase=${phrase}`);
  await page.locator(".staves.wide a").first().locator(".hit").click();
  await page.waitForURL(/\/search\?.*from=2012.*to=2012/);
  assert.ok(await page.locator(".kwic").count() > 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("pages of weight lead to each other and keep the phrase", async () => {
  const page = await room.visit(`/dispersion?phrase=${phrase}&lang=zh`);
  await page.locator("nav.within a", { hasText: "Temperature" }).click();
  await page.waitForURL(/\/temperature\?.*phrase=/);
  assert.equal(await page.locator("#phrase").inputValue(), "网络自主权");
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.waitForURL(/\/keyness$/);
  await page.goto(room.root + "/strategy-2023.zh");
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/\/dispersion\?edition=strategy-2023\.zh$/);
  assert.equal(await page.locator("[name=edition]").inputValue(), "strategy-2023.zh");
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("two sets are held against each other by a form", async () => {
  const page = await room.visit("/keyness");
  await page.locator("[name=a-kind]").selectOption("strategy");
  await page.locator("select[name=lang]").selectOption("zh");
  await page.locator("main button").click();
  await page.waitForURL(/a-kind=strategy/);
  const first = page.locator("#words ~ div tbody tr").first();
  assert.match(await first.innerText(), /网络/);
  await first.locator("th a").click();
  await page.waitForURL(/\/search\?.*kind=strategy/);
  assert.ok(await page.locator(".kwic tbody tr").count() > 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});
