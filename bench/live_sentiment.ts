import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { firstRow } from "./latency.ts";
import { startTrunkline } from "./trunkline_process.ts";

const WARM_UP_MS = 4_000;
const FOR_MS = 10_000;
const POLL_INTERVAL_MS = 10;
/** How far back to look for posts: 10 s in snowflake ids, whose milliseconds are above 16 bits. */
const OVERLAP = 10_000n << 16n;

/** Time from a post until another session sees its sentiment, or the reason why it has none; ms. */
export interface LiveSentiment {
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
}

/** Runs `run` on embedded services with a simulated server, and polls for the scores of its posts. */
export async function liveSentiment(rate: number): Promise<LiveSentiment> {
  const home = await Deno.makeTempDir({ prefix: "bench_live_" });
  try {
    await using simulator = startSimulator({ rate, variety: 2_000, mix: { edits: 0, deletes: 0 } });
    await using trunkline = startTrunkline(["run"], {
      TRUNKLINE_HOME: home,
      MASTODON_BASE_URL: simulator.url,
      MASTODON_ACCESS_TOKEN: "bench",
    });
    const sql = connectPostgres(await trunkline.database(), { applicationName: "bench sentiment" });
    try {
      return await trunkline.whileItRuns(watch(sql));
    } finally {
      await sql.end();
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function watch(sql: Sql): Promise<LiveSentiment> {
  await firstRow(sql);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const [newest] = await sql<{ id: bigint }[]>`select max(id) as id from masto.toots_raw`;
  const first = newest?.id ?? 0n;
  let high = first;
  /** By id: when the post was written, and how long after that it was scored. */
  const posts = new Map<bigint, { readonly at: number; after?: number }>();
  const end = performance.now() + FOR_MS;
  while (performance.now() < end) {
    const from = high - OVERLAP > first ? high - OVERLAP : first;
    const rows = await sql<{ id: bigint; at: number; judged: boolean }[]>`
      select r.id, (extract(epoch from r.created_at) * 1000)::float8 as at, s.id is not null as judged
        from masto.toots_raw r left join masto.toot_scores s using (id)
       where r.id > ${String(from)}::bigint`;
    const now = performance.timeOrigin + performance.now();
    for (const { id, at, judged } of rows) {
      const post = posts.get(id) ?? { at };
      posts.set(id, post);
      if (judged) post.after ??= now - at;
      if (id > high) high = id;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  // A post that is not scored by now counts with its age.
  const now = performance.timeOrigin + performance.now();
  const delays = [...posts.values()].map(({ at, after }) => after ?? now - at)
    .sort((a, b) => a - b);
  const share = (part: number) => delays[Math.floor((delays.length - 1) * part)] ?? NaN;
  return { p50: share(0.5), p99: share(0.99), slowest: share(1) };
}
