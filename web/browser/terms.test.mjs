// The term base: a term from the page of its renderings, a change of its
// status, a decision; by keyboard, without scripts, and two readers at once.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open, shot, whole } from "./room.mjs";

const term = "/render?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

test("a rendering leads to its passages and into the term base, by keyboard", async () => {
  const page = await room.visit(term);
  await page.locator("h2#renderings").waitFor();
  await page.locator("tbody th a", { hasText: "cyber autonomy" }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/rendering=cyber\+autonomy/);
  assert.match(await page.locator("h2#passages").innerText(), /cyber autonomy/);
  const marked = await page.locator(".beside-each-other .facing > div:last-child mark").allInnerTexts();
  assert.deepEqual([...new Set(marked.map((s) => s.toLowerCase()))], ["cyber autonomy"]);
  await page.getByRole("link", { name: "into the term base" }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/terms\/new/);
  assert.equal(await page.getByLabel("Term", { exact: true }).inputValue(), "网络自主权");
  await page.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/term\?/);
  assert.match(await page.locator(".notice").innerText(), /term base/);
  await whole(page, "a concept");
  await shot(page, "term-light");
  await page.context().close();
});

for (const [manner, options] of [["dark-zh", { dark: true, zh: true }], ["phone", { width: 390, height: 800, zh: true }], ["phone-small", { width: 320, height: 640 }]]) {
  test(`a concept with its forms open, ${manner}`, async () => {
    const page = await room.visit("/term?term=cyber-autonomy", options);
    assert.equal(page.status, 200);
    for (const details of await page.locator("main details").all()) await details.evaluate((d) => { d.open = true; });
    await shot(page, `term-${manner}`);
    await whole(page, `term ${manner}`);
    await page.goto(`${room.root}/terms?lang=zh&into=en`);
    await whole(page, `terms ${manner}`);
    await page.context().close();
  });
}

test("a decision without scripts, and somebody who looked before it", async () => {
  const late = await room.visit("/term?term=cyber-autonomy", { scripts: false });
  const page = await room.visit("/term?term=cyber-autonomy", { scripts: false });
  await page.locator("summary", { hasText: "Record a decision" }).click();
  await page.getByLabel("Options, one a line").fill("cyber autonomy\nself-governance in cyberspace");
  await page.getByLabel("Chosen").fill("self-governance in cyberspace");
  await page.getByLabel("Reasons").fill("the white paper has it");
  await page.getByRole("button", { name: "Decide" }).click();
  assert.match(await page.locator("section", { has: page.locator("h2#decisions") }).innerText(), /the white paper has it/);
  assert.match(await page.locator("section", { has: page.locator("h2#history") }).innerText(), /preferred → admitted/);

  await late.locator("summary", { hasText: "Change definition" }).click();
  await late.getByLabel("Definition").fill("written by the other");
  await late.locator("form", { has: late.locator("#c-definition") }).getByRole("button", { name: "Save" }).click();
  assert.match(await late.locator(".notice").innerText(), /Somebody else/);
  assert.equal(await late.getByLabel("Definition").inputValue(), "written by the other");
  await late.locator("form", { has: late.locator("#c-definition") }).getByRole("button", { name: "Save" }).click();
  assert.match(await late.locator("dl").innerText(), /written by the other/);
  for (const p of [page, late]) await p.context().close();
});

test("from a comparison to its hidden changes, by keyboard", async () => {
  const page = await room.visit("/compare?a=strategy-2017.zh&b=strategy-2023.zh");
  await page.locator("main").getByRole("link", { name: "Hidden changes" }).focus(); // and not that at the foot
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/hidden\?/);
  await page.locator("h2#changes").waitFor(); // the page looks again by itself
  await page.getByRole("link", { name: "English changed, Chinese did not" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/changed=en/);
  assert.equal(await page.locator("ol.beside-each-other > li").count(), 4);
  assert.match(await page.locator("ol.beside-each-other ins").first().innerText(), /self-governance/i);
  await whole(page, "hidden changes");
  await page.context().close();
});

test("consistency says its worth, waits, and leads to the passages", async () => {
  const page = await room.visit("/consistency?edition=&into=en&from=2010");
  assert.match(await page.locator("main .thin").first().innerText(), /never measured/);
  await page.locator("h2#findings").waitFor({ state: "attached", timeout: 120000 });
  await page.locator("article", { hasText: "cyber autonomy" }).locator("tbody th a", { hasText: "cyber autonomy" }).first().click();
  await page.waitForURL(/\/render\?.*rendering=cyber/);
  await page.locator("h2#passages").waitFor();
  assert.ok(await page.locator("ol.beside-each-other > li").count() > 0);
  await page.context().close();
});
