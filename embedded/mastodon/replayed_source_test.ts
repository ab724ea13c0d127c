import assert from "node:assert/strict";
import { PermanentError } from "../../core/base/errors.ts";
import { ReplayedSource } from "./replayed_source.ts";
import { startSimulator } from "./start_simulator.ts";

/** A status of an old server that says little of itself, and what else a line has. */
function line(more: object, account: object = {}): string {
  return JSON.stringify({
    id: "109348684105995000",
    created_at: "2022-11-15T10:00:00.000Z",
    visibility: "public",
    content: "<p>Grüße 👋🏽</p>",
    account: { id: "1", acct: "ada@example.org", note: "", ...account },
    ...more,
  });
}

const LINES = [
  line({ id: "109348684105995001", language: "de", odd: { deep: [1, "\u2028"] } }),
  line({ id: "01GJ3ZQXW8XBXJ5CH1P4ZXW8XB", created_at: "2022-11-15T10:00:30Z", language: null }),
  line({ id: "3", reblog: { id: "2" } }),
  line({ id: "4", visibility: "unlisted" }),
  line({ id: "5" }, { noindex: true }),
  line({ id: "6" }, { note: '<p>x <a href="/tags/nobot">#<span>NoBot</span></a><br>y</p>' }),
  line({ id: "7" }, { note: "<p>#nobotany for me, C#noindex</p>" }),
  line({ id: "11" }, { note: "<p>&#35;no&shy;bot</p>" }),
  line({ id: "12" }, { note: "<p>#no<wbr>index</p>" }),
  line({ id: "13" }, { display_name: "Ada ＃ｎｏｂｏｔ" }),
  line({ id: "14" }, { fields: [{ name: "policy", value: "<p>#nobots</p>" }] }),
  line({ id: "15" }, { note: "<p>#nobottom</p>" }),
  line({ id: "16", local_only: true }),
  line({ id: "17", favourites_count: 3_000_000_000 }),
  line({ id: "18", content: "<p>half \ud83d</p>" }),
  line({ id: 19 }),
  line({ id: 117000000000000007 }),
  line({ id: "20", content: null }),
  line({ id: "21", created_at: "2022-02-30T10:00:00Z" }),
  line({ id: "22", created_at: "Tue, 15 Nov 2022 10:00:00 +0000" }),
  line({ id: "23", created_at: "2022-11-15 10:00:00+00:00" }),
  line({ id: "24", favourites_count: 3_000_000_000, visibility: "unlisted" }),
  line({ id: "25", content: `<p>${"x".repeat(1_100_000)}</p>` }),
  line({ id: "8", created_at: "0001-01-01T00:00:00Z" }),
  line({ id: "9", created_at: "9999-12-31T23:59:59.000Z" }),
  line({ id: "10", created_at: "9999-12-31T23:59:59.000Z", visibility: "unlisted" }),
];

Deno.test("a replay streams each status once, as it is in the file, and knows which must stay", async () => {
  const source = new ReplayedSource("posts.jsonl", `\uFEFF${LINES.join("\r\n")}\n\n`);
  assert.equal(source.size, LINES.length);
  await using server = startSimulator({ source, rate: 1_000 });
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/streaming?stream=public`);
  const payloads: string[] = [];
  const done = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    payloads.push(JSON.parse(data).payload);
    if (payloads.length === LINES.length) done.resolve();
  };
  await done.promise;
  await server.finished;
  assert.deepEqual(payloads, LINES);
  const stats = server.journal.stats();
  assert.deepEqual([...server.journal.survivors()].map(({ id, language }) => [id, language]), [
    ["109348684105995001", "de"],
    ["01GJ3ZQXW8XBXJ5CH1P4ZXW8XB", "und"],
    ["7", "und"],
    ["15", "und"],
    ["19", "und"],
    ["117000000000000000", "und"],
    ["23", "und"],
  ]);
  assert.deepEqual(
    ["boost", "not_public", "local_only", "noindex", "bio_nobot", "bio_noindex", "implausible_time"]
      .map((why) => stats[`refused_${why}`]),
    [1, 3, 1, 1, 4, 1, 2],
  );
  // Neither read nor, in two cases, taken by the tables; one is too large for Kafka.
  assert.deepEqual([stats.dead_letters_gate, stats.dead_letters_tables], [4, 2]);
  assert.equal(stats.survivors_length, undefined);
  assert.equal(stats.records, LINES.length - 13 - 4);
  const shown = await fetch(`${server.url}/api/v1/statuses/109348684105995001`);
  assert.equal(await shown.text(), LINES[0]);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
});

Deno.test("a file that cannot be replayed is named, with the line and the reason", () => {
  for (
    const [text, said] of [
      [`${LINES[0]}\n{"id":`, /posts\.jsonl: line 2 is not JSON/],
      [`${LINES[0]}\n\n[]`, /line 3 is no status/],
      ['{"id":"1","created_at":"yesterday","account":{"acct":"a"}}', /line 1 is no status/],
      ["\n", /holds no statuses/],
    ] as const
  ) {
    assert.throws(() => new ReplayedSource("posts.jsonl", text), (error) => {
      assert(error instanceof PermanentError);
      assert.match(error.message, said);
      return error.exitCode === 2;
    });
  }
});
