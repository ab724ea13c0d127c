/** A server that loses posts, edits and deletes on an open socket, without a word; real parts, no interruption. */
import assert from "node:assert/strict";
import { pause } from "../testing/trunkline_command.ts";
import { assertLevel, sourceUnderFaults } from "../testing/source_under_faults.ts";

/** The comparisons follow each other fast here. */
const AUDIT_MS = 2_000;
const MIX = { edits: 0.15, deletes: 0.1, duplicates: 0, strayDeletes: 0, overtaking: 0.3 };

for (const bulkStatuses of [true, false]) {
  Deno.test(
    `what is lost on an open socket is found, read again and in the ledger, with statuses ${
      bulkStatuses ? "in bulk" : "one by one"
    }`,
    async () => {
      const options = { auditMs: AUDIT_MS, bulkStatuses, mix: MIX, rateLimit: 100_000 };
      await using faults = await sourceUnderFaults(options);
      const { simulator, sql } = faults;
      await faults.start();
      await faults.untilPosts(120);
      simulator.fault({ type: "lose", count: 9, of: "update" });
      simulator.fault({ type: "lose", count: 4, of: "status.update" });
      simulator.fault({ type: "lose", count: 5, of: "delete" });
      await faults.untilPosts(220);
      const compared = await faults.settle({ patienceMs: 90_000 });
      const said = faults.log.join("\n");
      assertLevel(compared, said);
      assert.equal(simulator.journal.stats()["unheard"], 18, "all of it was lost in fact");
      const deletes = [...said.matchAll(/(\d+) deletes? of/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
      assert.ok(deletes <= 5, `no more deletes are found than were lost: ${said}`);
      const [audits] = await sql<{ posts: number; complete: boolean; seconds: number }[]>`
      select sum(posts_recovered)::int as posts, bool_and(complete) as complete, max(seconds) as seconds
        from masto.stream_gaps where kind = 'audit'`;
      // Consent keeps some out, and a post that is deleted before anybody looks is in no timeline: none of them is missing.
      assert.ok(audits !== undefined && audits.posts >= 3 && audits.posts <= 9, said);
      assert.equal(audits.complete, true);
      const others =
        await sql`select from masto.stream_gaps where kind <> 'audit' and to_time is not null`;
      assert.equal(others.length, 0, "the stream was never interrupted");
      assert.match(
        said,
        /The server lost \d+ posts.* on the open connection\. All of it is read again/,
      );
      assert.match(said, /deletes? of the stream public/);
    },
  );
}

Deno.test("where nothing is lost, nothing is found, whatever comes late, twice or out of order", async () => {
  const mix = { edits: 0.1, deletes: 0.15, overtaking: 0.5 };
  await using faults = await sourceUnderFaults({ auditMs: 1_000, lateShare: 0.1, mix });
  await faults.start();
  await faults.untilPosts(300);
  assertLevel(await faults.settle(), faults.log.join("\n"));
  const found = await faults.sql`select why from masto.stream_gaps where kind = 'audit'`;
  assert.deepEqual([...found], [], faults.log.join("\n"));
});

const DISABLED = { local: "disabled", remote: "disabled" } as const;
const PUBLIC = { local: "public", remote: "public" } as const;

for (
  const [fault, why] of [
    [{ type: "close_feeds" }, "its timeline answers with status 422"],
    [
      { type: "set_feeds", feeds: { live: DISABLED, hashtag: PUBLIC, trendingLink: PUBLIC } },
      "the server has switched its timeline off",
    ],
  ] as const
) {
  Deno.test(`streams without a timeline to compare with are said to be without an audit: ${why}`, async () => {
    await using faults = await sourceUnderFaults({ auditMs: 500, stream: "user,public" });
    await faults.start();
    await faults.untilPosts(20);
    faults.simulator.fault(fault);
    const said = () => faults.log.join("\n");
    for (const end = Date.now() + 40_000; Date.now() < end && !said().includes(why);) {
      await pause(100);
    }
    assert.match(said(), new RegExp(`No audit of the stream public is possible: ${why}`));
    assert.match(said(), /No audit of the stream user is possible: .* for each reader/);
  });
}
