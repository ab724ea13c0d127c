/**
 * `deno task pictures [--minutes N] [--rate N]`: takes the pictures of README.md and docs/ from a real run. A demo runs
 * in a temporary state directory until the page has observed the whole of its last 15 minutes; Chromium takes pictures
 * of the page, and the charts come from the demo's report. Writes docs/images/*.png, but nothing unless the demo's
 * counts agree.
 *
 * `deno task pictures --out DIR --minutes 3` does the same in three minutes into another folder: a check of this task,
 * whose pictures say yet that it is too early to compare. `--url URL` takes pictures of a page that is being served, and
 * no charts. `--gaps` takes those of a stream that is interrupted.
 */
import type { Page } from "puppeteer-core";
import { parseArgs } from "@std/cli/parse-args";
import { startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { startBrowser } from "../testing/browser.ts";
import { picturesOfGaps } from "./pictures_of_gaps.ts";

/** A larger picture slows the README down. */
const BYTES_MAX = 450_000;
/** The pictures are of 15 minutes: they are taken a minute before the end, and the first minute is not a whole one. */
const MINUTES_MIN = 18;
const MINUTES = 20;
/** Enough for a check of the task: posts arrive a minute before the pictures are taken. */
const CHECK_MINUTES_MIN = 2;
/** How long before the end of the demo the pictures are taken, while posts still arrive. */
const SHOTS_MS = 60_000;

const SHOTS = {
  "dashboard-light.png": { query: "?range=15m&theme=light&ui=en", width: 1_280 },
  "dashboard-dark.png": { query: "?range=15m&theme=dark&ui=en", width: 1_280 },
  "dashboard-french.png": { query: "?range=15m&theme=light&ui=fr", width: 1_280 },
  "dashboard-phone.png": { query: "?range=15m&theme=light&ui=en", width: 390 },
} as const;

const CHARTS = {
  "top-hashtags.png": "part5_top_hashtags.png",
  "sentiment.png": "part5_sentiment_distribution.png",
} as const;

type Pictures = Map<string, Uint8Array>;

const flags = parseArgs(Deno.args, {
  string: ["minutes", "rate", "url", "out"],
  boolean: ["gaps"],
});
const images = flags.out ?? new URL("../docs/images", import.meta.url).pathname;
Deno.exit(await takePictures());

async function takePictures(): Promise<number> {
  const minutes = Number(flags.minutes ?? MINUTES);
  const least = flags.out === undefined ? MINUTES_MIN : CHECK_MINUTES_MIN;
  if (!(minutes >= least)) {
    console.error(`pictures: --minutes is "${flags.minutes}"; use ${least} or more`);
    return 2;
  }
  const pictures = flags.gaps
    ? await picturesOfGaps()
    : flags.url === undefined
    ? await picturesOfDemo(minutes, flags.rate ?? "4")
    : await shootPage(flags.url);
  if (pictures === undefined) return 1;
  const large = [...pictures].filter(([, png]) => png.byteLength > BYTES_MAX);
  for (const [name, png] of large) {
    console.error(`${name} has ${png.byteLength} bytes, ${BYTES_MAX} is the limit`);
  }
  if (large.length > 0) return 1;
  await Deno.mkdir(images, { recursive: true });
  for (const [name, png] of pictures) await Deno.writeFile(`${images}/${name}`, png);
  console.log(`${pictures.size} pictures are in ${images}. Look at each before you commit it`);
  return 0;
}

/** Undefined if the demo failed; its output is printed. */
async function picturesOfDemo(minutes: number, rate: string): Promise<Pictures | undefined> {
  await using home = await temporaryHome();
  const out = `${home.path}-report`;
  await using demo = startCommand(
    ["demo", "--duration", `${minutes}m`, "--rate", rate, "--port", "0", "--out", out],
    { TRUNKLINE_HOME: home.path },
  );
  await demo.untilStderr(/http:\/\/127\.0\.0\.1:\d+/, 120_000);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.stderr)?.[0] ?? "";
  console.log(`A demo of ${minutes} minutes runs at ${url}`);
  const { promise: time, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, minutes * 60_000 - SHOTS_MS);
  await Promise.race([time, demo.ended]);
  clearTimeout(timer);
  const pictures = await shootPage(url);
  const { code, stdout, stderr } = await demo.ended;
  if (code !== 0) {
    console.error(`Cannot take pictures: the demo ended with ${code}.\n${stdout}${stderr}`);
    return undefined;
  }
  console.log(stdout);
  for (const [name, chart] of Object.entries(CHARTS)) {
    pictures.set(name, await Deno.readFile(`${out}/${chart}`));
  }
  return pictures;
}

async function shootPage(url: string): Promise<Pictures> {
  await using browser = await startBrowser();
  const pictures: Pictures = new Map();
  for (const [name, { query, width }] of Object.entries(SHOTS)) {
    const { page } = await browser.open({ width });
    pictures.set(name, await shoot(page, new URL(query, url).href));
    await page.close();
  }
  return pictures;
}

/** The whole page as PNG, once its charts are drawn and hashtags are compared. */
async function shoot(page: Page, address: string): Promise<Uint8Array> {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForSelector("#pace[data-drawn]", { timeout: 30_000 });
  // Counted after the page is there.
  await page.waitForSelector("#judged tbody tr", { timeout: 30_000 });
  await new Promise((done) => setTimeout(done, 2_000));
  return await page.screenshot({ fullPage: true, type: "png" });
}
