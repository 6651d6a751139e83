// Two versions, and a bitext with its editor, with the keyboard alone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open, whole } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

test("walking through the changes", async () => {
  const page = await room.visit("/compare?a=pdpl.zh.draft&b=pdpl.zh.2020");
  const entries = await page.locator(".changes a[data-row]").evaluateAll((all) => all.map((a) => `#r${a.dataset.row}`));
  assert.ok(entries.length > 5);
  const here = () => page.evaluate(() => location.hash);
  for (const entry of entries.slice(0, 4)) {
    await page.keyboard.press("n");
    assert.equal(await here(), entry);
    assert.equal(await page.evaluate(() => `#${document.activeElement?.id}`), entry);
  }
  await page.keyboard.press("p");
  assert.equal(await here(), entries[2]);
  assert.ok((await page.locator("#say").textContent()).length > 3, "nothing is said");

  // From where a passage stood to where it went.
  const away = page.locator(".cmp.left .far").first();
  await away.focus();
  const far = await away.getAttribute("data-row");
  await page.keyboard.press("Enter");
  assert.equal(await here(), `#r${far}`);
  assert.equal(await page.locator(".moves path").count(), await page.locator(".cmp.left").count());
  await whole(page, "changes");
  await page.context().close();
});

test("the alignment editor", async () => {
  const page = await room.visit("/bitext?a=strategy-2023.zh&b=strategy-2023.en");
  const current = () => page.evaluate(() => document.querySelector(".bead.current")?.id);
  const said = async (words) => {
    await page.waitForFunction((w) => document.getElementById("say")?.textContent?.includes(w), words);
    await page.evaluate(() => { const s = document.getElementById("say"); if (s) s.textContent = ""; });
  };
  const kind = (id) => page.locator(`#${id} .kind`).innerText();
  for (let i = 0; i < 3; i++) await page.keyboard.press("j");
  assert.equal(await current(), "s3");
  await page.keyboard.press("m");
  await said("Merged");
  assert.equal(await kind("s3"), "2-2");
  assert.ok(await page.locator("#s3").evaluate((b) => b.getBoundingClientRect().top > 0 && b.getBoundingClientRect().bottom < innerHeight), "the page moved away");
  assert.equal(await current(), "s3");
  await page.keyboard.press("s");
  await said("Split");
  assert.equal(await kind("s3"), "1-1");
  await page.locator('#s4 input[value="t4"]').focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await said("Moved");
  assert.equal(await kind("s3"), "1-2");
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("u");
    await said("taken back");
  }
  assert.equal(await kind("s3"), "1-1");
  assert.equal(await page.locator("#s3.locked").count(), 0);
  await page.keyboard.press("l");
  await said("Locked");
  await page.keyboard.press("l");
  await said("Unlocked");
  await whole(page, "editor");
  await page.context().close();
});

test("the alignment editor without scripts", async () => {
  const page = await room.visit("/bitext?a=strategy-2023.zh&b=strategy-2023.en", { scripts: false });
  await page.locator('input[value="s3"]').check();
  await page.locator('input[value="s4"]').check();
  await page.locator('button[value="merge"]').click();
  await page.waitForURL(/said=merge/);
  assert.equal(await page.locator("#s3 .kind").innerText(), "2-2");
  assert.match(await page.locator(".said").innerText(), /Merged/);
  await page.locator('button[value="undo"]').click();
  await page.waitForURL(/said=undo/);
  assert.equal(await page.locator("#s3 .kind").innerText(), "1-1");
  await page.locator('button[value="merge"]').click();
  assert.match(await page.locator(".problem").first().innerText(), /tick/);
  await page.context().close();
});
