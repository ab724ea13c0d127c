import assert from "node:assert/strict";
import { migratedDatabase } from "../../testing/databases.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { type AssignedPartition, openPosition, tick } from "./positions.ts";

const MINUTE = 60_000;
const RULE = { outOfOrdernessMs: MINUTE, sourceHoldMs: 15 * MINUTE };

/** Where partition 0, 1, … stand. Minutes before the database's now; negative ones lie in the future. */
interface PartitionPosition {
  /** Its records' watermark; null: it has had no post. */
  readonly mark: number | null;
  /** When a batch of it was applied; default: as long ago as its watermark. */
  readonly applied?: number;
  /** When its consumer was heard; default: just now. */
  readonly heard?: number;
  readonly waiting?: number;
}

async function withPartitions(
  partitions: readonly PartitionPosition[],
  body: (
    sql: Sql,
    moved: (held: readonly Partial<AssignedPartition>[]) => Promise<number | null>,
  ) => Promise<void>,
): Promise<void> {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "tick test" });
  try {
    for (
      const [partition, { mark, applied = mark ?? 0, heard = 0, waiting = 0 }] of partitions
        .entries()
    ) {
      await sql`
        insert into masto.stream_offsets
          (cluster_id, topic, "partition", next_offset, end_offset, watermark, updated_at, heard_at)
        values ('c', 't', ${partition}, 10, ${
        10 + waiting
      }, now() - ${mark}::float8 * interval '1 minute',
                now() - ${applied}::float8 * interval '1 minute', now() - ${heard}::float8 * interval '1 minute')`;
    }
    await body(sql, async (held) => {
      const rows = held.map((each, partition) => ({
        partition,
        endOffset: 10 + (partitions[partition]?.waiting ?? 0),
        idle: true,
        stopped: null,
        ...each,
      }));
      await tick(sql, "c", "t", rows, RULE);
      const [row] = await sql<{ behind: number | null }[]>`
        select (extract(epoch from now() - watermark) / 60)::float8 as behind from masto.pipeline`;
      return row?.behind ?? null;
    });
  } finally {
    await sql.end();
  }
}

const about = (behind: number | null, minutes: number, why: string) =>
  assert.ok(
    behind !== null && Math.abs(behind - minutes) < 0.5,
    `${why}: the watermark is ${behind} minutes behind, not ${minutes}`,
  );

Deno.test("the global watermark is the lowest of the partitions, and final windows end at or before it", () =>
  withPartitions([{ mark: 5 }, { mark: 9 }, { mark: 2 }], async (sql, moved) => {
    for (
      const [minutes, lang, user] of [[12, "en", "ada"], [10.5, "en", "bob"], [7, "fr", "eve"], [
        3,
        "en",
        "ada",
      ]] as const
    ) {
      await sql`
        with minute as (select now() - ${minutes}::float8 * interval '1 minute' as ends)
        , language as (
          insert into masto.toot_metrics_windowed
            (window_start, window_end, lang, toots_count, length_sum, late_count)
          select ends - interval '1 minute', ends, ${lang}, 1, 1, 0 from minute
        )
        insert into masto.user_avg_length_windowed (window_start, window_end, username, toots_count, length_sum)
        select ends - interval '1 minute', ends, ${user}, 1, 1 from minute`;
    }
    const final = async () => {
      const read = (view: string) =>
        sql.unsafe<{ n: number }[]>(`select count(*)::int as n from masto.${view}`);
      const [[languages], [users]] = await Promise.all([
        read("toot_metrics_final"),
        read("user_avg_length_final"),
      ]);
      return [languages?.n, users?.n];
    };
    assert.deepEqual(await final(), [0, 0], "nothing is final before there is a watermark");
    const held = [{ idle: false }, { idle: false }, { idle: false }];
    about(await moved(held), 9, "the lowest of 5, 9 and 2 minutes ago");
    assert.deepEqual(await final(), [2, 2]);
    await sql`update masto.stream_offsets set watermark = now() - interval '4 minutes' where "partition" = 1`;
    about(await moved(held), 5, "the lowest is another one now");
    assert.deepEqual(await final(), [3, 3]);
    await sql`update masto.stream_offsets set watermark = now() - interval '30 minutes'`;
    about(await moved(held), 5, "never backwards");
    // A consumer of an older build uses its own clock.
    await sql`update masto.pipeline set watermark = now() + interval '1 hour'`;
    await sql`update masto.toot_metrics_windowed set window_end = now() + interval '1 minute' where lang = 'fr'`;
    await sql`update masto.user_avg_length_windowed set window_end = now() + interval '1 minute' where username = 'eve'`;
    assert.deepEqual(await final(), [3, 3]);
  }));

Deno.test("the database's clock bounds the watermark, whatever other clock is ahead", () =>
  withPartitions([{ mark: -60, applied: 0 }, { mark: -30, applied: 0 }], async (sql, moved) => {
    about(await moved([{ idle: false }, { idle: false }]), 1, "records from the future");
    await sql`update masto.stream_offsets set clock_watermark = now() + interval '1 hour'`;
    await sql`update masto.pipeline set watermark = null`;
    about(await moved([{}, {}]), 1, "a clock watermark that an older consumer left");
    const [row] = await sql<{ ahead: boolean }[]>`
      select bool_or(clock_watermark > now() - interval '1 minute') as ahead from masto.stream_offsets`;
    assert.equal(row?.ahead, false);
  }));

Deno.test("an idle partition follows the newest record of the topic", () =>
  withPartitions(
    [{ mark: 2 }, { mark: 40, applied: 30 }, { mark: null, applied: 50 }],
    async (_, moved) => {
      about(await moved([{ idle: false }, {}, {}]), 2, "the others are idle");
    },
  ));

Deno.test("while the source may be away, silence moves no watermark; after the hold it follows the clock", async () => {
  for (const silent of [3, 14]) {
    await withPartitions(
      [{ mark: silent + 1, applied: silent }, { mark: silent + 4, applied: silent + 2 }],
      async (_, moved) => about(await moved([{}, {}]), silent + 1, `${silent} minutes of silence`),
    );
  }
  for (const silent of [16, 500]) {
    await withPartitions([{ mark: silent + 1, applied: silent }, {
      mark: silent + 4,
      applied: silent + 2,
    }], async (_, moved) => about(await moved([{}, {}]), 16, `${silent} minutes of silence`));
  }
});

Deno.test("old posts that are replayed now do not let the clock run", () =>
  withPartitions(
    [{ mark: 1_000_000, applied: 0.1 }, { mark: 999_990, applied: 0.2 }],
    async (_, moved) => about(await moved([{}, {}]), 999_990, "applied just now"),
  ));

Deno.test("the clock moves nothing while records of the topic wait, unless their consumer has been away as long", async () => {
  const quiet = { mark: 40, applied: 40 };
  await withPartitions(
    [quiet, { ...quiet, heard: 5, waiting: 3 }],
    async (_, moved) => about(await moved([{}]), 40, "the other consumer restarts"),
  );
  await withPartitions(
    [quiet, { ...quiet, heard: 20, waiting: 3 }],
    async (_, moved) => about(await moved([{}]), 16, "the other consumer is gone"),
  );
  await withPartitions(
    [quiet, { ...quiet, waiting: 3 }],
    async (_, moved) => about(await moved([{}, { idle: false }]), 40, "this consumer lags"),
  );
});

Deno.test("a topic without a post has no watermark, however long it is silent", () =>
  withPartitions(
    [{ mark: null, applied: 100 }, { mark: null, applied: 100 }],
    async (_, moved) => assert.equal(await moved([{}, {}]), null),
  ));

Deno.test("a partition that its consumer begins to read holds the watermark before its first tick", () =>
  withPartitions([{ mark: 3 }, { mark: 180, heard: 180, waiting: 20 }], async (sql, moved) => {
    const place = { clusterId: "c", topic: "t", partition: 1 };
    await openPosition(sql, { ...place, low: 0, high: 30 });
    about(await moved([{ idle: false }]), 180, "a restart after three hours");
  }));

/** Coverage of a stream in the last minutes; `[from, to)` in minutes before now. */
async function cover(
  sql: Sql,
  stream: string,
  stretches: readonly (readonly [state: string, from: number, to: number])[],
): Promise<void> {
  for (const [state, from, to] of stretches) {
    await sql`
      insert into masto.stream_coverage as c (instance, stream, state, partitions, "partition", covered)
      select 'a.example', ${stream}, ${state}, 2, p,
             tstzmultirange(tstzrange(now() - ${from}::float8 * interval '1 minute',
                                      now() - ${to}::float8 * interval '1 minute'))
        from generate_series(0, 1) p
      on conflict (instance, stream, state, partitions, "partition") do update
        set covered = c.covered + excluded.covered`;
  }
}

Deno.test("on a quiet stream that is being read, minutes become final without waiting for the hold", () =>
  withPartitions([{ mark: 9, applied: 0 }, { mark: 11, applied: 0 }], async (sql, moved) => {
    await cover(sql, "public", [["live", 60, 0]]);
    about(await moved([{}, {}]), 1, "read until just now");
  }));

Deno.test("a gap that is being filled holds the watermark where it begins; closed as filled or incomplete it lets go", async () => {
  for (const closed of ["filled", "incomplete"]) {
    await withPartitions([{ mark: 1 }, { mark: 2 }], async (sql, moved) => {
      const held = [{ idle: false }, { idle: false }];
      await cover(sql, "public", [["live", 60, 8], ["live", 5, 0]]);
      about(await moved(held), 9, "what was missed from 8 minutes ago may still come");
      await cover(sql, "public", [[closed, 8.1, 4.9]]);
      about(await moved(held), 2, "nothing more is expected");
    });
  }
});

Deno.test("a stream that is away holds the watermark for SOURCE_HOLD, and each stream does for itself", async () => {
  const held = [{ idle: false }, { idle: false }];
  await withPartitions([{ mark: 1 }, { mark: 1 }], async (sql, moved) => {
    await cover(sql, "public", [["live", 60, 0]]);
    await cover(sql, "hashtag:a", [["live", 60, 12]]);
    about(await moved(held), 13, "the other stream has been away for 12 minutes");
  });
  await withPartitions([{ mark: 1 }, { mark: 1 }], async (sql, moved) => {
    await cover(sql, "public", [["live", 60, 0]]);
    await cover(sql, "hashtag:a", [["live", 60, 16]]);
    about(await moved(held), 1, "the other stream has been away for too long");
  });
});

Deno.test("a stream that nobody reads any more holds nothing, and holds again once it is read", () =>
  withPartitions([{ mark: 1 }, { mark: 1 }], async (sql, moved) => {
    const held = [{ idle: false }, { idle: false }];
    await cover(sql, "public", [["live", 60, 0]]);
    await cover(sql, "hashtag:a", [["live", 60, 12]]);
    about(await moved(held), 13, "it may only be away");
    await sql`
      insert into masto.stream_ends (instance, stream, ended_at)
      values ('a.example', 'hashtag:a', now() - interval '11 minutes')`;
    about(await moved(held), 1, "it has ended");
    await sql`update masto.pipeline set watermark = null`;
    await cover(sql, "hashtag:a", [["live", 10, 3]]);
    about(
      await moved(held),
      4,
      "it was read again, and is away; what lies between is not waited for",
    );
  }));

Deno.test("the bound that the consumers go by is in the database", () =>
  withPartitions([{ mark: 5 }], async (sql, moved) => {
    await sql`update masto.pipeline set out_of_orderness = interval '7 seconds'`;
    await moved([{ idle: false }]);
    const [row] =
      await sql`select extract(epoch from out_of_orderness)::int as s from masto.pipeline`;
    assert.equal(row?.["s"], 60);
  }));
