// Quotations held against the library, and the translation memory: by
// keyboard, and without scripts.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open, shot, whole } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

const article = "The strategy says “Cyberspace has no walls, and its risks have no borders”. Nobody wrote “the gardener counted eleven purple elephants behind the bakery”.";

test("an article is checked by keyboard; what a quotation may translate comes after the report", async () => {
  const page = await room.visit("/");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await page.waitForURL(/\/check$/);
  await page.locator("#article").focus();
  await page.keyboard.type(article);
  await page.getByRole("button", { name: "Check" }).last().focus();
  await page.keyboard.press("Enter");
  await page.locator("h2#look").waitFor();
  await page.locator("#v2").getByText("No sentence in another language").waitFor({ timeout: 60000 });
  assert.equal(await page.locator(".sought").count(), 0, "the link gives way to the answer");
  await whole(page, "a report");
  await shot(page, "report-light");
  await page.context().close();
});

test("an article is checked without scripts", async () => {
  const page = await room.visit("/check", { scripts: false });
  await page.locator("#article").fill(article);
  await page.getByRole("button", { name: "Check" }).last().click();
  await page.locator("#v2").getByRole("link", { name: "may translate" }).click();
  await page.waitForURL(/\/originals\?/);
  assert.match(await page.locator("main").innerText(), /No sentence in another language/);
  await page.context().close();
});

test("the memory is reached and asked by keyboard", async () => {
  const page = await room.visit("/notes");
  await page.keyboard.press("g");
  await page.keyboard.press("Shift+M");
  await page.waitForURL(/\/memory$/);
  await page.keyboard.press("/");
  await page.keyboard.type("任何国家都不应借网络之名干预他国内部事务");
  await page.keyboard.press("Enter");
  await page.waitForURL(/phrase=/);
  await page.locator("li.fuzzy").first().waitFor({ timeout: 60000 });
  assert.match(await page.locator("li.fuzzy ins").first().innerText(), /他/);
  await page.locator("li.fuzzy .ref a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#s\d+$/);
  await page.context().close();
});
