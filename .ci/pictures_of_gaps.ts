/**
 * `deno task pictures --gaps`: Trunkline reads a simulated server that goes away twice; the first gap is filled by REST, the
 * second cannot be, since the server's feed is switched off when it is back. Takes the page and its first chart, with
 * minutes that were read, filled, incomplete and not collected. Some seven minutes.
 */
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { startBrowser } from "../testing/browser.ts";

const NOBODY = { local: "disabled", remote: "disabled" } as const;
const SWITCHED_OFF = { live: NOBODY, hashtag: NOBODY, trendingLink: NOBODY };
const RATE = 6;
const WIDTH = 1_280;
/** The card of the page that lists them. */
const GAPS = "#grid > :nth-child(5)";

/** The pictures by their names; the page shows what was collected of its last 15 minutes. */
export async function picturesOfGaps(): Promise<Map<string, Uint8Array>> {
  await using home = await temporaryHome();
  await using simulator = startSimulator({ rate: RATE, users: 2_000 });
  await using run = startCommand(["run"], {
    TRUNKLINE_HOME: home.path,
    MASTODON_BASE_URL: simulator.url,
  });
  await run.untilStderr(/The dashboard is at http:\/\/127\.0\.0\.1:\d+/, 120_000);
  const url = /The dashboard is at (http:\/\/127\.0\.0\.1:\d+)/.exec(run.stderr)?.[1] ?? "";
  console.log(`Trunkline runs at ${url}`);
  const seconds = (n: number) => new Promise<void>((resolve) => setTimeout(resolve, n * 1_000));
  await seconds(80);
  simulator.fault({ type: "unavailable", forMs: 50_000 });
  simulator.fault({ type: "drop" });
  await seconds(130);
  simulator.fault({ type: "unavailable", forMs: 50_000 });
  simulator.fault({ type: "drop" });
  await seconds(45);
  simulator.fault({ type: "set_feeds", feeds: SWITCHED_OFF, forMs: 15_000 });
  await seconds(140);
  await using browser = await startBrowser();
  const pictures = new Map<string, Uint8Array>();
  const { page } = await browser.open({ width: WIDTH });
  await page.goto(`${url}/?range=15m&theme=light&ui=en`, { waitUntil: "load" });
  await page.waitForSelector("#pace[data-drawn]", { timeout: 30_000 });
  await seconds(2);
  // Down to the list of gaps: what follows is no different.
  const height = await page.$eval(GAPS, (card) => card.getBoundingClientRect().bottom);
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.ceil(height) + 16 };
  pictures.set("gaps.png", await page.screenshot({ clip, type: "png" }));
  const chart = await page.$("#pace");
  if (chart !== null) pictures.set("gaps-chart.png", await chart.screenshot({ type: "png" }));
  run.kill("SIGTERM");
  const { stderr } = await run.ended;
  console.log(stderr.split("\n").filter((line) => /missed/.test(line)).join("\n"));
  return pictures;
}
