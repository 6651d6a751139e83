import { open } from "./room.mjs";
import { AxeBuilder } from "@axe-core/playwright";
import axe from "axe-core";
const room = await open();
const T = {}; const t = async (n, f) => { const a = performance.now(); const r = await f(); T[n] = Math.round((T[n] ?? 0) + performance.now() - a); return r; };
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
for (const path of ["/strategy-2023.zh", "/silences/strategy-2023.zh", "/settings", "/search?phrase=%E7%BD%91%E7%BB%9C&with=en"]) {
  const page = await room.visit(path, { shared: true });
  await page.waitForTimeout(300);
  for (let i = 0; i < 2; i++) {
  const a = await t("builder", () => new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze());
  const b = await t("builder types", () => new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"], preload: false }).withTags(tags).analyze());
  await t("inject", () => page.evaluate(axe.source));
  await t("direct", () => page.evaluate(async (o) => (await globalThis.axe.run(document, o)).violations.map((v) => v.id), { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }));
  await t("direct no contrast", () => page.evaluate(async (o) => (await globalThis.axe.run(document, o)).violations.map((v) => v.id), { runOnly: { type: "tag", values: tags }, rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"], preload: false }));
  await t("direct contrast", () => page.evaluate(async (o) => (await globalThis.axe.run(document, o)).violations.map((v) => v.id), { runOnly: ["color-contrast"], resultTypes: ["violations"], preload: false }));
  await t("direct target", () => page.evaluate(async (o) => (await globalThis.axe.run(document, o)).violations.map((v) => v.id), { runOnly: ["target-size"], resultTypes: ["violations"], preload: false }));
  }
  const el = await page.evaluate(() => document.querySelectorAll("*").length);
  console.log(path, el, JSON.stringify(T)); for (const k in T) T[k] = 0;
  await page.close();
}
await room.close();
