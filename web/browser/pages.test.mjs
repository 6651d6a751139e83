// Every page in both languages, in light and dark, wide and narrow, with
// scripts and without: nothing said to the console, no other host, nothing that
// axe finds, nothing wider than the window.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { open, shot, whole } from "./room.mjs";

const pages = {
  library: "/",
  "library-law": "/?kind=law",
  document: "/strategy-2023.zh",
  sentence: "/strategy-2023.zh?s=12#s12",
  columns: "/strategy-2023.zh?with=strategy-2023.en",
  interleaved: "/strategy-2023.en?with=strategy-2023.zh&layout=interleaved",
  demand: "/strategy-2023.zh?with=strategy-2023.en&layout=demand",
  new: "/new/strategy-2023.en",
  statements: "/statements/strategy-2023.zh",
  "statements-actors": "/statements/strategy-2023.en?view=actors",
  "statements-matrix": "/statements/strategy-2023.zh?view=matrix",
  "statements-commitments": "/statements/strategy-2023.en?view=commitments",
  "statements-shifts": "/statements/strategy-2023.zh?view=shifts",
  "statements-shifts-translation": "/statements/strategy-2023.zh?view=shifts&against=strategy-2023.en&experimental=true",
  actor: "/actor?actor=Yunze",
  "actor-years": "/actor?actor=Yunze&by=year",
  "actor-empty": "/actor",
  references: "/references/strategy-2023.zh",
  silences: "/silences/strategy-2023.zh",
  "silences-peer": "/silences/strategy-2023.en?against=beiling-2015.en&rivals=openness%7Cdeterrence",
  "silences-list": "/silences/strategy-2023.zh?part=named",
  tensions: "/tensions/strategy-2023.zh",
  "tensions-proposed": "/tensions/strategy-2023.en?experimental=true&part=tensions",
  bitext: "/bitext?a=strategy-2023.zh&b=strategy-2023.en",
  "bitext-findings": "/bitext?a=strategy-2023.en&b=strategy-2023.zh&show=findings&severity=warning",
  "bitext-choose": "/bitext",
  check: "/check",
  quotations: "/check?edition=press-2023.zh",
  compare: "/compare?a=pdpl.zh.draft&b=pdpl.zh.2020",
  "compare-redline": "/compare?a=pdpl.en.2020&b=pdpl.en.2023&layout=redline",
  "compare-choose": "/compare",
  search: "/search?phrase=%E7%BD%91%E7%BB%9C&with=en",
  "search-empty": "/search",
  "search-none": "/search?phrase=zzzz",
  "search-compare": "/search?phrase=%E7%BD%91%E7%BB%9C&phrase=%E5%BC%80%E6%94%BE&phrase=%E5%AE%89%E5%85%A8",
  trace: "/trace?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83",
  "trace-renderings": "/trace?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&across=true&show=per10k",
  "trace-empty": "/trace",
  dispersion: "/dispersion?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&phrase=%E5%BC%80%E6%94%BE&edition=strategy-2023.zh",
  "dispersion-texts": "/dispersion?phrase=%E7%BD%91%E7%BB%9C&phrase=%E5%BC%80%E6%94%BE",
  "dispersion-empty": "/dispersion?edition=strategy-2023.zh",
  keyness: "/keyness?a-kind=strategy&lang=zh",
  "keyness-empty": "/keyness",
  temperature: "/temperature?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&phrase=%E5%BC%80%E6%94%BE",
  "temperature-empty": "/temperature",
  render: "/render?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83",
  "render-passages": "/render?term=cyberspace&into=zh&state=rendered",
  "render-empty": "/render",
  terms: "/terms",
  consistency: "/consistency?edition=strategy-2023.zh",
  "consistency-empty": "/consistency",
  hidden: "/hidden?a=strategy-2017.zh&b=strategy-2023.zh",
  "hidden-choose": "/hidden",
  memory: "/memory?phrase=%E4%BB%BB%E4%BD%95%E5%9B%BD%E5%AE%B6%E9%83%BD%E4%B8%8D%E5%BA%94%E5%80%9F%E7%BD%91%E7%BB%9C%E4%B9%8B%E5%90%8D%E5%B9%B2%E9%A2%84%E4%BB%96%E5%9B%BD%E5%86%85%E9%83%A8%E4%BA%8B%E5%8A%A1&into=en&min=0.5",
  originals: "/originals?passage=No+country+should+interfere+in+the+internal+affairs+of+others+in+the+name+of+the+network&lang=en",
  "terms-new": "/terms/new?term=%E7%BD%91%E7%BB%9C&into=en&renderings=network",
  claims: "/claims",
  "claims-new": "/claims/new?kind=first",
  "claims-passages": "/claims/new?kind=distance",
  notes: "/notes",
  add: "/add",
  details: "/edit/strategy-2023.zh",
  settings: "/settings",
  keys: "/keys",
};

let room;
before(async () => { room = await open(); });
after(async () => { await room?.close(); });

// All rules of axe are tried once, in English and light; what the dark and the
// phone can break is asked of them: contrast, and the size of targets. The two
// languages change widths, so each is held against a phone.
const manners = [
  ["light", {}, [], { width: 320, rules: ["target-size"] }],
  ["dark-zh", { dark: true, zh: true }, ["color-contrast"], { width: 390 }],
];

// That one place of many is looked at, where all look the same, hides none that
// looks otherwise.
test("one faint sentence among all is found, and one on a background of its own", async () => {
  for (const change of [
    (s) => { s.style.color = "#bbb"; },
    (s) => { s.parentElement.style.backgroundColor = "#555"; },
  ]) {
    const page = await room.visit("/strategy-2023.zh", { shared: true });
    await whole(page, "before", ["color-contrast"]);
    await page.locator(".s .t").last().evaluate(change);
    await assert.rejects(whole(page, "after", ["color-contrast"]), /color-contrast/);
    await page.close();
  }
});

// Two at a time: while one page is drawn, another is asked for.
describe("pages", { concurrency: 2 }, () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const [manner, options, rules, phone] of manners) {
      test(`${name}, ${manner}, and on a phone`, async () => {
        const page = await room.visit(path, { ...options, shared: true });
        assert.equal(page.status, 200);
        await page.evaluate(() => new Promise((done) => { requestIdleCallback(done); })); // the scripts have begun
        await shot(page, `${name}-${manner}`);
        await whole(page, `${name} ${manner}`, rules);
        await page.setViewportSize({ width: phone.width, height: 720 });
        await shot(page, `${name}-${manner}-${phone.width}`);
        await whole(page, `${name} ${manner} ${phone.width}`, phone.rules ?? null);
        await page.close();
      });
    }
    test(`${name}, without scripts`, async () => {
      const page = await room.visit(path, { scripts: false, shared: true });
      assert.equal(page.status, 200);
      assert.ok((await page.locator("main").innerText()).length > 20, "the page is empty");
      assert.deepEqual(page.wrong, []);
      await page.close();
    });
  }
});
