/**
 * `deno task soak [--minutes N] [--rate N] [--seed N]`: Trunkline for 30 minutes at 200 posts a second, with a random
 * fault on the source, the broker, PostgreSQL or a worker every 5 to 11 seconds. Reports what is lost and doubled, whether
 * the ledger is true, and whether memory stays flat. The simulator's rate limits are raised: Mastodon's allow 13 posts a
 * second by REST.
 */
import { parseArgs } from "@std/cli/parse-args";
import { soak } from "../testing/soak.ts";
import { PermanentError } from "../core/base/errors.ts";
import type { Bench, Figure } from "./result.ts";

/** Below this the process still grows into its caches, so memory has no goal. */
const FLAT_FROM_MINUTES = 10;
const NONE = { at: 0, better: "lower" } as const;

export const bench: Bench = {
  summary: "half an hour under random faults on all sides: lost, doubled, ledger, memory",
  async run(args, say) {
    const flags = parseArgs([...args], { string: ["minutes", "rate", "seed"] });
    const minutes = numberOf("minutes", flags.minutes ?? "30");
    const rate = numberOf("rate", flags.rate ?? "200");
    const seed = numberOf("seed", flags.seed ?? "1");
    const soaked = await soak({ minutes, rate, seed, say });
    const { missing, kept, stale, unverified, hidden, unsaid, memory, gaps } = soaked;
    const [, second = NaN, , last = NaN] = memory;
    const growth = 100 * (last / second - 1);
    const figures: Figure[] = [
      { what: "posts in the tables", value: soaked.posts, unit: "posts" },
      { what: "faults", value: soaked.faults, unit: "" },
      { what: "gaps in the ledger", value: gaps.length, unit: "" },
      { what: "… posts recovered", value: gaps.reduce((sum, gap) => sum + gap.posts, 0), unit: "" },
      { what: "missing posts", value: missing.length, unit: "posts", goal: NONE },
      { what: "deleted posts that are kept", value: kept.length, unit: "posts" },
      { what: "edited posts in an old version", value: stale.length, unit: "posts" },
      { what: "posts that the ledger counts as unverified", value: unverified, unit: "posts" },
      {
        what: "deleted or edited posts that are not, beyond those counted as unverified",
        value: Math.max(0, kept.length + stale.length - unverified),
        unit: "posts",
        goal: NONE,
      },
      {
        what: "missing in minutes that are called complete",
        value: hidden.length,
        unit: "posts",
        goal: NONE,
      },
      { what: "events sent to nobody outside of gaps", value: unsaid, unit: "events", goal: NONE },
      { what: "the server's last post to level tables", value: soaked.levelAfterS, unit: "s" },
      { what: "median memory, second quarter", value: second, unit: "MB" },
      { what: "… last quarter", value: last, unit: "MB" },
      {
        what: "… growth",
        value: growth,
        unit: "%",
        ...(minutes >= FLAT_FROM_MINUTES && { goal: { at: 10, better: "lower" } as const }),
      },
    ];
    return figures;
  },
};

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new PermanentError(`--${name} is "${text}"; use a number above 0`, { exitCode: 2 });
}
