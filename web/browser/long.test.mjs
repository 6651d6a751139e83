// A document of 20,000 sentences is added by its file, opens with a page of
// ordinary size, and can be scrolled to its end and entered in its middle.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { open, whole } from "./room.mjs";

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

test("a document of 20,000 sentences", async () => {
  const paragraphs = [];
  for (let i = 1; i <= 20000; i += 4) {
    paragraphs.push([0, 1, 2, 3].map((k) => `The harbour of berth ${i + k} shall keep its lamp burning until morning number ${i + k}.`).join(" "));
  }
  const adding = await room.visit("/add");
  await adding.locator("details summary").first().click();
  await adding.locator("input[name=lang]").fill("en");
  await adding.locator("input[name=date]").fill("2024-03-01");
  await adding.locator("input[name=work]").fill("lamps");
  await adding.locator("#files").setInputFiles({ name: "lamps.txt", mimeType: "text/plain", buffer: Buffer.from(paragraphs.join("\n\n")) });
  assert.equal(await adding.locator("#results li").count(), 0, "a file was added before anybody asked for it");
  await adding.locator("#add-form button").click();
  await adding.waitForSelector("#results li.good", { timeout: 60000 });
  await whole(adding, "added");
  await adding.context().close();

  const page = await room.visit("/lamps.en");
  const html = await (await page.request.get(page.url())).text();
  assert.ok(Buffer.byteLength(html) < 200_000, `the page has ${Buffer.byteLength(html)} bytes`);
  assert.ok((await page.locator(".part.later").count()) > 50, "all of it was sent at once");
  assert.equal(await page.locator("#s20000").count(), 0);

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForSelector("#s20000", { timeout: 20000 });
  assert.ok((await page.locator(".part.later").count()) > 50, "parts came that nobody had reached");

  await page.goto(`${room.root}/lamps.en#s10000`);
  await page.waitForSelector("#s10000", { timeout: 20000 });
  await page.waitForFunction(() => {
    const box = document.getElementById("s10000")?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight;
  });
  await page.keyboard.press("j");
  await page.waitForFunction(() => location.hash === "#s10001");
  assert.deepEqual(page.wrong, []);
  await page.context().close();

  const plain = await room.visit("/lamps.en?s=10000", { scripts: false });
  assert.ok(await plain.locator("#s10000").isVisible());
  await plain.context().close();
});
