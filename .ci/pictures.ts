/**
 * `deno task pictures [--minutes N] [--rate N]`: takes the pictures of README.md and docs/ from a real run. A demo runs
 * on a temporary home until the page has a past to compare with; Chromium shoots the page, and the demo's own report
 * gives the charts. Writes docs/images/*.png, and nothing unless the demo's books agree.
 */
import type { Page } from "puppeteer-core";
import { parseArgs } from "@std/cli/parse-args";
import { startCommand } from "../chaos/trunkline_command.ts";
import { temporaryHome } from "../chaos/temporary_home.ts";
import { startBrowser } from "../testing/browser.ts";

/** A picture that is larger is no picture for a README. */
const BYTES_MAX = 300_000;
/** Hashtags are said to rise once 30 minutes of the hour before the last ten were observed. */
const MINUTES_MIN = 41;
/** How long before the demo's end the page is shot, while posts still come. */
const SHOTS_MS = 45_000;

const SHOTS = {
  "dashboard-light.png": { query: "?range=1h&theme=light&ui=en", width: 1_280, scale: 1 },
  "dashboard-dark.png": { query: "?range=1h&theme=dark&ui=en", width: 1_280, scale: 1 },
  "dashboard-french.png": { query: "?range=1h&theme=light&ui=fr", width: 1_280, scale: 1 },
  "dashboard-phone.png": { query: "?range=1h&theme=light&ui=en", width: 390, scale: 1.5 },
} as const;

const CHARTS = {
  "top-hashtags.png": "part5_top_hashtags.png",
  "sentiment.png": "part5_sentiment_distribution.png",
} as const;

const images = new URL("../docs/images/", import.meta.url);
const flags = parseArgs(Deno.args, { string: ["minutes", "rate"] });
const minutes = Number(flags.minutes ?? MINUTES_MIN + 20);
if (!(minutes >= MINUTES_MIN)) {
  console.error(`pictures: --minutes is "${flags.minutes}"; use ${MINUTES_MIN} or more`);
  Deno.exit(2);
}

await using home = await temporaryHome();
const out = `${home.path}-report`;
const started = performance.now();
await using demo = startCommand(
  ["demo", "--duration", `${minutes}m`, "--rate", flags.rate ?? "4", "--port", "0", "--out", out],
  { TRUNKLINE_HOME: home.path },
);
await demo.said(/http:\/\/127\.0\.0\.1:\d+/, 120_000);
const url = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.stderr)?.[0] ?? "";
console.log(`A demo of ${minutes} minutes runs at ${url}`);
await Promise.race([
  new Promise((done) => setTimeout(done, minutes * 60_000 - SHOTS_MS)),
  demo.ended,
]);

const pictures = new Map<string, Uint8Array>();
{
  await using browser = await startBrowser();
  for (const [name, { query, width, scale }] of Object.entries(SHOTS)) {
    const { page } = await browser.open({ width, scale });
    pictures.set(name, await shoot(page, `${url}/${query}`));
  }
}
const { code, stdout, stderr } = await demo.ended;
if (code !== 0) {
  console.error(`Cannot take pictures: the demo ended with ${code}.\n${stdout}${stderr}`);
  Deno.exit(1);
}
for (const [name, chart] of Object.entries(CHARTS)) {
  pictures.set(name, await Deno.readFile(`${out}/${chart}`));
}
const large = [...pictures].filter(([, png]) => png.byteLength > BYTES_MAX);
for (const [name, png] of large) {
  console.error(`${name} has ${png.byteLength} bytes, ${BYTES_MAX} is the limit`);
}
if (large.length > 0) Deno.exit(1);
for (const [name, png] of pictures) await Deno.writeFile(new URL(name, images), png);
const took = Math.round((performance.now() - started) / 60_000);
console.log(`${stdout}\n${pictures.size} pictures in docs/images, after ${took} minutes`);

/** The whole page as PNG, once its charts are drawn and hashtags are compared. */
async function shoot(page: Page, address: string): Promise<Uint8Array> {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForSelector("#pace[data-drawn]", { timeout: 30_000 });
  await new Promise((done) => setTimeout(done, 2_000));
  return await page.screenshot({ fullPage: true, type: "png" });
}
