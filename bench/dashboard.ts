/**
 * `bench dashboard` measures the time from a commit in PostgreSQL until the change is painted on the live page, with one
 * real browser and 49 more viewers on the event stream, at 200 posts/s. Needs Chromium.
 *
 * No reference: the replaced system had no live page. Read p95, which includes up to 200 ms between two readings of the
 * windows; memory and processor are those of the worker's process alone.
 */
import { parseArgs } from "@std/cli/parse-args";
import type { Page } from "puppeteer-core";
import { startBrowser } from "../testing/browser.ts";
import { databaseWithClient } from "../testing/dashboard.ts";
import { commitPosts, seedDashboard } from "../testing/seed_dashboard.ts";
import type { DashboardConfig } from "../workers/dashboard.ts";
import { cpuSeconds, peakMegabytes } from "./process_usage.ts";
import type { Bench, Figure } from "./result.ts";

const VIEWERS = 50;
const POSTS_PER_SECOND = 200;
const WARM_UP_MS = 4_000;
const root = new URL("../", import.meta.url).pathname;

/** The number of posts of a minute at a time (ms since 1970): committed, or painted. */
interface Sight {
  readonly posts: number;
  readonly at: number;
}

export const bench: Bench = {
  summary: `commit to pixel with ${VIEWERS} viewers at ${POSTS_PER_SECOND} posts/s [--seconds N]`,
  async run(args, say) {
    const { seconds } = parseArgs([...args], { string: ["seconds"] });
    const forMs = Number(seconds ?? 45) * 1_000;
    await using database = await databaseWithClient();
    say("seeds a week of windows");
    await seedDashboard(database.sql, Date.now());
    await database.sql`analyze`;
    const config = { host: "127.0.0.1", port: 0, postgres: database.connection };
    await using dashboard = await startProcess(config);
    await using browser = await startBrowser();
    const { page, complaints } = await browser.open();
    await page.goto(dashboard.url, { waitUntil: "load" });
    await page.waitForSelector("#pace[data-drawn]");
    const weight = await pageWeight(page);
    const firstPaint = await paintTime(page);
    using crowd = watchAsCrowd(dashboard.url, VIEWERS - 1);
    await recordPaints(page);

    say(`${POSTS_PER_SECOND} posts/s for ${forMs / 1_000} s`);
    const cpuBefore = dashboard.cpuSeconds();
    const began = Date.now();
    const commits: Sight[] = [];
    const signal = AbortSignal.timeout(forMs + WARM_UP_MS);
    for await (const commit of commitPosts(database.sql, { perSecond: POSTS_PER_SECOND, signal })) {
      if (commit.at - began > WARM_UP_MS) commits.push(commit);
    }
    const cores = (dashboard.cpuSeconds() - cpuBefore) / ((Date.now() - began) / 1_000);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const paints = await page.evaluate("paints") as Sight[];
    const delays = delaysOf(commits, paints);
    if (complaints.length > 0) say(`the browser complained: ${complaints.join("; ")}`);
    return figures({
      delays,
      unseen: commits.length - delays.length,
      peak: dashboard.peakMegabytes(),
      cores,
      weight,
      firstPaint,
      complaints: complaints.length,
      heard: crowd.fewestEvents(),
    });
  },
};

/** Time from each commit until the page showed at least as many posts; commits near a minute's end are left out. */
function delaysOf(commits: readonly Sight[], paints: readonly Sight[]): readonly number[] {
  const minute = (at: number) => Math.floor(at / 60_000);
  return commits.filter(({ at }) => at % 60_000 > 1_000 && at % 60_000 < 57_000).flatMap(
    ({ posts, at }) => {
      const seen = paints.find((paint) =>
        paint.at >= at && minute(paint.at) === minute(at) && paint.posts >= posts
      );
      return seen === undefined ? [] : [seen.at - at];
    },
  ).sort((a, b) => a - b);
}

function figures(measured: {
  readonly delays: readonly number[];
  readonly unseen: number;
  readonly peak: number;
  readonly cores: number;
  readonly weight: number;
  readonly firstPaint: number;
  readonly complaints: number;
  readonly heard: number;
}): readonly Figure[] {
  const { delays } = measured;
  const quantile = (part: number) => delays[Math.floor((delays.length - 1) * part)] ?? Infinity;
  const atMost = (at: number) => ({ at, better: "lower" as const });
  return [
    { what: "commit to pixel, p50", value: quantile(0.5), unit: "ms" },
    { what: "commit to pixel, p95", value: quantile(0.95), unit: "ms", goal: atMost(1_000) },
    { what: "commit to pixel, p99", value: quantile(0.99), unit: "ms" },
    { what: "commits measured", value: delays.length, unit: "" },
    { what: "fewest events that one of the other viewers got", value: measured.heard, unit: "" },
    { what: "peak memory of the process", value: measured.peak, unit: "MB", goal: atMost(150) },
    { what: "processor of the process", value: measured.cores, unit: "cores" },
    { what: "first contentful paint", value: measured.firstPaint, unit: "ms", goal: atMost(1_000) },
    { what: "page weight as transferred", value: measured.weight, unit: "KB", goal: atMost(350) },
    {
      what: "complaints of console and policy",
      value: measured.complaints,
      unit: "",
      goal: atMost(0),
    },
  ];
}

/** Records in the page what it shows of the current minute, each time after its first chart was painted. */
async function recordPaints(page: Page): Promise<void> {
  await page.evaluate(`
    globalThis.paints = [];
    const note = document.querySelector("#key-pace-note");
    new MutationObserver(() => {
      const posts = Number(/^([\\d,]+) so far/.exec(note.textContent)?.[1]?.replaceAll(",", ""));
      // The callback of the second frame runs after the first frame was painted.
      requestAnimationFrame(() => requestAnimationFrame(() => paints.push({ posts, at: Date.now() })));
    }).observe(document.querySelector("#pace"), { attributeFilter: ["data-drawn"] });`);
}

/** KB transferred until the page was complete, its first snapshot included. */
async function pageWeight(page: Page): Promise<number> {
  const bytes = await page.evaluate(`
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .reduce((sum, { transferSize }) => sum + transferSize, 0)`);
  return Number(bytes) / 1_000;
}

async function paintTime(page: Page): Promise<number> {
  return Number(
    await page.evaluate(`performance.getEntriesByName("first-contentful-paint")[0].startTime`),
  );
}

/** Viewers that read the event stream like a browser, and count the bytes. */
function watchAsCrowd(url: string, size: number) {
  const abort = new AbortController();
  const counts = Array.from({ length: size }, () => 0);
  counts.forEach(async (_, index) => {
    try {
      const { body } = await fetch(`${url}api/events?range=1h`, { signal: abort.signal });
      for await (
        const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
      ) {
        counts[index] = (counts[index] ?? 0) + chunk.split("\n\n").length - 1;
      }
    } catch {
      // Aborted at the end of the bench.
    }
  });
  return {
    fewestEvents: () => Math.min(...counts),
    [Symbol.dispose]: () => abort.abort(),
  };
}

async function startProcess(config: DashboardConfig) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P", "--no-check", "bench/dashboard_process.ts"],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const stdin = child.stdin.getWriter();
  await stdin.write(new TextEncoder().encode(JSON.stringify(config)));
  await stdin.close();
  const { value } = await child.stdout.pipeThrough(new TextDecoderStream()).getReader().read();
  const { url }: { url: string } = JSON.parse(value ?? "");
  return {
    url,
    cpuSeconds: () => cpuSeconds(child.pid),
    peakMegabytes: () => peakMegabytes(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
