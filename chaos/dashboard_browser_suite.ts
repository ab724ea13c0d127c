/** The dashboard in a real browser. */

import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "puppeteer-core";
import { startBrowser } from "../testing/browser.ts";
import { databaseWithClient, startDashboard } from "../testing/dashboard.ts";
import { commitPosts, seedDashboard } from "../testing/seed_dashboard.ts";

const OPTIONS = { sanitizeOps: false, sanitizeResources: false };

/** A seeded database, its dashboard, a browser. */
async function stage() {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await databaseWithClient());
  await seedDashboard(database.sql, Date.now());
  await database.sql`analyze`;
  const config = { host: "127.0.0.1", port: 0, postgres: database.connection };
  const dashboard = await startDashboard(config);
  const browser = stack.use(await startBrowser());
  const owned = stack.move();
  const running = { ...config, port: dashboard.port };
  return {
    sql: database.sql,
    browser,
    dashboard,
    restart: () => startDashboard(running),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Opens the page and waits until its charts are drawn. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  await drawn(page);
}

function drawn(page: Page) {
  return page.waitForSelector("#pace[data-drawn]", { timeout: 15_000 });
}

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => found.textContent ?? "");

const until = (page: Page, expression: string, timeout = 10_000) =>
  page.waitForFunction(expression, { timeout, polling: 50 });

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join('; ')))",
  );
  return found as string[];
}

Deno.test({
  name: "the page shows a commit within a second, and no console or policy complains",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await open(page, it.dashboard.url);
    assert.equal(await text(page, "#link-text"), "Live");
    const before = await text(page, "#key-posts");
    const signal = AbortSignal.timeout(500);
    for await (const _ of commitPosts(it.sql, { perSecond: 1_000, signal }));
    await until(
      page,
      `document.querySelector("#key-posts").textContent !== ${JSON.stringify(before)}`,
      1_500,
    );
    const requests = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => new URL(name).host)
    );
    assert.deepEqual([...new Set(requests)], [new URL(it.dashboard.url).host]);
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "windows turn final on the page when the watermark passes them",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page } = await it.browser.open();
    await open(page, it.dashboard.url);
    const before = await text(page, "#key-final");
    await it.sql`update masto.pipeline set watermark = now(), changes = changes + 1`;
    await it.sql`select pg_notify('trunkline_changes', '')`;
    await until(
      page,
      `document.querySelector("#key-final").textContent !== ${JSON.stringify(before)}`,
    );
  },
});

Deno.test({
  name: "the page comes back by itself after the worker died, with what happened meanwhile",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    const { page } = await it.browser.open();
    await open(page, it.dashboard.url);
    const before = await text(page, "#key-posts");
    it.dashboard.kill();
    await until(page, `document.querySelector("#link").dataset.state === "lost"`);
    const signal = AbortSignal.timeout(300);
    for await (const _ of commitPosts(it.sql, { perSecond: 1_000, signal }));
    await using _ = await it.restart();
    await until(page, `document.querySelector("#link").dataset.state === "live"`, 20_000);
    await until(
      page,
      `document.querySelector("#key-posts").textContent !== ${JSON.stringify(before)}`,
    );
  },
});

Deno.test({
  name:
    "a row filters the page by keyboard; chip, link and way back work, and the numbers are SQL's",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await open(page, it.dashboard.url);
    await page.waitForSelector("#names button");
    await page.focus('#names [data-name="Hashtags aurora"]');
    await page.keyboard.press("Enter");
    await until(page, `location.search === "?tag=aurora"`);
    await until(page, `document.querySelector("#filters li")?.textContent.includes("#aurora")`);
    await page.waitForSelector('#names [aria-pressed="true"]:focus');
    const counted = async (where: string) => {
      const [row] = await it.sql.unsafe<{ n: number; at: number }[]>(`
        select count(*)::int as n from masto.toots_raw where ${where}
           and created_at >= date_trunc('minute', now()) - interval '59 minutes'`);
      return (row?.n ?? 0).toLocaleString("en");
    };
    const posts = await counted("'aurora' = any (hashtags)");
    await until(
      page,
      `document.querySelector("#key-posts").textContent === ${JSON.stringify(posts)}`,
    );
    assert.match(await text(page, "#said"), /#aurora/);

    await page.click('#names [data-name="Languages en"]');
    await until(page, `location.search === "?lang=en&tag=aurora"`);
    await page.select("#before", "day");
    await until(page, `location.search.endsWith("before=day")`);
    await until(
      page,
      `document.querySelector("#pace .sub").textContent.includes("Nothing is counted")`,
    );
    assert.deepEqual(await violations(page), []);

    // The link shows another viewer the same; a chip's button removes its filter only.
    const other = await it.browser.open({ width: 320 });
    await open(other.page, page.url());
    await until(other.page, `document.querySelectorAll("#filters li").length === 2`);
    await until(other.page, `document.querySelector("#key-posts").textContent !== "0"`);
    assert.deepEqual(await violations(other.page), []);
    await other.page.focus("#filters button");
    await other.page.keyboard.press("Space");
    await until(other.page, `location.search === "?lang=en&before=day"`);
    // Of all languages' posts the windows know the day before; of a hashtag no post is left.
    await until(
      other.page,
      `document.querySelector("#pace .legend").textContent.includes("the day before")`,
    );
    assert.equal(
      await other.page.$eval(":focus", (found) => found.closest("#filters") !== null),
      true,
    );

    await page.goto(`${it.dashboard.url}?tag=onlyme`);
    await until(
      page,
      `document.querySelector("#filter-problem").textContent.startsWith("Fewer than 3 people")`,
    );
    // What is not shown is not zero.
    for (const figure of ["pace", "posts", "positive"]) {
      assert.equal(await text(page, `#key-${figure}`), "–", figure);
    }
    assert.equal(
      await page.$eval("#pace", (found) => found.textContent?.includes("0 posts")),
      false,
    );
    assert.deepEqual(await violations(page), []);
    assert.deepEqual([...complaints, ...other.complaints], []);
  },
});

Deno.test({
  name: "sentiment by language, what is not judged and how sure the rest is stand on the page",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await open(page, it.dashboard.url);
    await page.waitForSelector("#judged tbody tr");
    const said = await text(page, "#judged .said");
    assert.match(said, /of the posts have no score: .*above all: Japanese/);
    assert.match(said, /waiting for their score/);
    assert.match(said, /called positive or negative, about 90% are expected to be so/);
    const [row] = await it.sql<{ n: number }[]>`
      select count(*)::int as n from masto.toots_raw
       where lang = 'ja' and created_at >= date_trunc('minute', now()) - interval '59 minutes'`;
    const japanese = `[...document.querySelectorAll("#judged tbody tr")].find((row) =>
      row.firstChild.textContent === "Japanese")?.textContent`;
    assert.equal(
      await page.evaluate(japanese),
      `Japanese${row?.n.toLocaleString("en")}0%0%0%100%–`,
    );
    assert.deepEqual(await violations(page), []);

    // In French, in the dark, on a telephone, of one hashtag's posts.
    const other = await it.browser.open({ width: 320 });
    await open(other.page, `${it.dashboard.url}?ui=fr&theme=dark&tag=aurora`);
    await other.page.waitForSelector("#judged tbody tr");
    assert.deepEqual(
      await other.page.$$eval("#judged tbody th", (found) => found.map((one) => one.textContent)),
      ["Anglais"],
    );
    assert.match(
      await text(other.page, "#judged .said"),
      /des messages n’ont pas de score\u00a0: .*en attente de leur score/,
    );
    assert.deepEqual(await violations(other.page), []);
    assert.deepEqual([...complaints, ...other.complaints], []);
  },
});

Deno.test({
  name: "filters by time and language stand in the URL, work from it, and go back",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await open(page, it.dashboard.url);
    const all = await text(page, "#key-posts");
    await page.click('#language-filter input[value="fr"]');
    await until(page, `location.search.includes("lang=fr")`);
    await until(
      page,
      `document.querySelector("#key-posts").textContent !== ${JSON.stringify(all)}`,
    );
    const french = await text(page, "#key-posts");
    assert.match(await text(page, "#said"), /French/);
    await page.click('#ranges input[value="24h"]');
    await until(page, `location.search.includes("range=24h")`);
    await until(
      page,
      `document.querySelector("#key-posts").textContent !== ${JSON.stringify(french)}`,
    );
    assert.match(await text(page, "#pace .sub"), /per 5 minutes, last 24 hours/);
    await page.goBack();
    await until(page, `document.querySelector('#ranges input[value="1h"]').checked`);
    await open(page, `${it.dashboard.url}?range=7d&lang=de,ja&ui=fr`);
    assert.equal(await page.$eval("html", (found) => found.getAttribute("lang")), "fr");
    assert.deepEqual(
      await page.$$eval(
        "#language-filter input:checked",
        (found) => found.map((one) => one.getAttribute("value")),
      ),
      ["de", "ja"],
    );
    const from = new Date(Date.now() - 26 * 3_600_000).toISOString();
    const to = new Date(Date.now() - 24 * 3_600_000).toISOString();
    await open(page, `${it.dashboard.url}?from=${from}&to=${to}`);
    await until(page, `document.querySelector("#link").dataset.state === "still"`);
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "everything is reached and read by keyboard alone",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page } = await it.browser.open();
    await open(page, it.dashboard.url);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.className"), "skip");
    const reached = new Set<string>();
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press("Tab");
      reached.add(String(
        await page.evaluate(
          "(e => e.id || e.name || e.dataset.format || e.type + (e.closest('section')?.id ?? ''))(document.activeElement)",
        ),
      ));
    }
    for (
      const one of [
        "theme",
        "locale",
        "range",
        "lang",
        "rangepace",
        "rangesentiment",
        "png",
        "svg",
        "csv",
      ]
    ) {
      assert.ok(reached.has(one), `${one} is reached; these are: ${[...reached].join(", ")}`);
    }
    await page.focus("#pace input[type=range]");
    await page.keyboard.press("ArrowLeft");
    const said = await page.$eval(
      "#pace input[type=range]",
      (one) => one.getAttribute("aria-valuetext"),
    );
    assert.match(said ?? "", /\d\d:\d\d · (Final|Still counting), Posts \d+/);
    await page.focus("#pace .toggle");
    await page.keyboard.press("Enter");
    await until(page, `document.querySelectorAll("#pace tbody tr").length >= 55`);
    await page.focus('#ranges input[value="1h"]');
    await page.keyboard.press("ArrowRight");
    await until(page, `location.search.includes("range=6h")`);
  },
});

for (const scheme of ["light", "dark"] as const) {
  Deno.test({
    name:
      `axe finds nothing in the ${scheme} theme, tables open, on a desk in English and on a phone in French`,
    ...OPTIONS,
    async fn() {
      await using it = await stage();
      await using _ = it.dashboard;
      for (const width of [1_280, 390]) {
        const { page, complaints } = await it.browser.open({ scheme, width, reducedMotion: true });
        await open(page, `${it.dashboard.url}?ui=${width < 600 ? "fr" : "en"}`);
        for (const toggle of await page.$$(".toggle")) await toggle.evaluate((one) => one.click());
        await until(page, `document.querySelectorAll("#hashtags tbody tr").length > 0`);
        assert.deepEqual(await violations(page), []);
        const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        assert.equal(paper, scheme === "dark" ? "rgb(16, 19, 23)" : "rgb(247, 246, 242)");
        const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.equal(wide, 0, "nothing is wider than the screen");
        assert.deepEqual(complaints, []);
      }
    },
  });
}

Deno.test({
  name: "the appearance that was chosen wins over the system's, and stands in the URL",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page } = await it.browser.open();
    await open(page, it.dashboard.url);
    await page.select("#theme", "light");
    await until(page, `location.search.includes("theme=light")`);
    assert.equal(
      await page.evaluate("getComputedStyle(document.body).backgroundColor"),
      "rgb(247, 246, 242)",
    );
  },
});

Deno.test({
  name: "on paper a dark page is light, its charts too, and nothing is wider than the sheet",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await open(page, `${it.dashboard.url}?lang=en&theme=dark`);
    /** The colour that the chart of posts has most of. */
    const pixels = () =>
      page.evaluate(`(() => {
        const canvas = document.querySelector("#pace canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Map();
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] !== 255) continue;
          const colour = [data[at], data[at + 1], data[at + 2]].join();
          colours.set(colour, (colours.get(colour) ?? 0) + 1);
        }
        return [...colours].sort(([, a], [, b]) => b - a)[0]?.[0];
      })()`);
    const dark = await pixels();
    await page.emulateMediaType("print");
    await page.setViewport({ width: 720, height: 1_000 });
    // What a browser does before it prints; nothing may be left for the next frame.
    const paper = await page.evaluate(
      `dispatchEvent(new Event("beforeprint")), getComputedStyle(document.body).backgroundColor`,
    );
    assert.equal(paper, "rgb(255, 255, 255)");
    // The bars of the light and of the dark theme.
    assert.equal(dark, "125,180,232");
    assert.equal(await pixels(), "43,92,143");
    assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= 720);
    const shown = await page.$$eval(
      ".tools, .side, #ranges, .filters button",
      (found) => found.filter((each) => each.getClientRects().length > 0).length,
    );
    assert.equal(shown, 0);
    assert.match(await text(page, "#filters"), /English/);
    await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
    await page.emulateMediaType("screen");
    await until(page, `getComputedStyle(document.body).backgroundColor === "rgb(16, 19, 23)"`);
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "each chart downloads as PNG, SVG and CSV",
  ...OPTIONS,
  async fn() {
    await using it = await stage();
    await using _ = it.dashboard;
    const { page, complaints } = await it.browser.open();
    await page.evaluateOnNewDocument(() => {
      const files: unknown[] = [];
      Object.assign(globalThis, { files });
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        if (blob instanceof Blob) {
          void blob.text().then((text) =>
            files.push({ type: blob.type, start: text.slice(0, 60), size: blob.size })
          );
        }
        return make(blob);
      };
    });
    await open(page, it.dashboard.url);
    await until(page, `document.querySelector("#hashtags[data-drawn]") !== null`);
    for (const chart of ["pace", "languages", "sentiment", "hashtags", "coverage"]) {
      await page.evaluate("files.length = 0");
      for (const format of ["png", "svg", "csv"]) {
        await page.click(`#${chart} [data-format=${format}]`);
      }
      await until(page, "files.length === 3");
      const files = await page.evaluate(
        "files.map(f => f.type + ' ' + f.start).sort()",
      ) as string[];
      assert.match(files[0] ?? "", /^image\/png .PNG/);
      assert.match(files[1] ?? "", /^image\/svg\+xml <svg/);
      assert.match(files[2] ?? "", /^text\/csv;charset=utf-8 (Time \(UTC\)|Hashtag|From)/);
      const smallest = await page.evaluate("Math.min(...files.map(f => f.size))");
      assert.ok(Number(smallest) > 40);
    }
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "an empty database gives a page that says so, without a complaint",
  ...OPTIONS,
  async fn() {
    await using database = await databaseWithClient();
    await using browser = await startBrowser();
    await using dashboard = await startDashboard({
      host: "127.0.0.1",
      port: 0,
      postgres: database.connection,
    });
    const { page, complaints } = await browser.open();
    await page.goto(dashboard.url, { waitUntil: "load" });
    await until(
      page,
      `document.querySelector("#pace .blank").textContent === "No posts in this range."`,
    );
    assert.deepEqual(complaints, []);
  },
});
