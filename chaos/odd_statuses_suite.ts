/** Input: statuses that become dead letters, and profiles that refuse consent in unusual spellings. The demo's counts must agree. */
import assert from "node:assert/strict";
import { tinyStatus } from "../testing/tiny_mastodon.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { runCommand } from "../testing/trunkline_command.ts";

let ids = 0;
function status(more: object, account: object = {}): string {
  const id = String(++ids);
  const uri = `https://a.example/statuses/${id}`;
  const author = { id: "7", acct: "ada", note: "", ...account };
  return JSON.stringify({ ...tinyStatus({ id, uri }), ...more, account: author });
}

const LINES = [
  status({}),
  status({ id: 4_000 }),
  // All digits of an id count, though a double does not hold them.
  status({}).replace(/"id":"\d+"/, '"id":117000000000000007'),
  // Dead letters of the producer.
  status({ content: null }),
  status({ created_at: "2026-02-30T10:00:00Z" }),
  status({ created_at: "Sun, 29 Nov 2026 10:00:00 +0000" }),
  status({ content: `<p>${"long ".repeat(250_000)}</p>` }),
  // Dead letters of the consumer.
  status({ favourites_count: 3_000_000_000 }),
  status({ content: "<p>half \ud83d</p>" }),
  status({ content: "<p>nothing \0</p>" }),
  // Refused by consent or filters.
  status({ created_at: "0001-01-01T00:00:00Z" }),
  status({ local_only: true }),
  status({}, { note: "<p>&#35;no&shy;bot</p>" }),
  status({}, { note: "<p>#no<wbr>index</p>" }),
  status({}, { display_name: "Ada ＃ｎｏｂｏｔ" }),
  status({}, { fields: [{ name: "policy", value: "<p>#𝗻𝗼𝗯𝗼𝘁</p>" }] }),
  // Kept.
  status({}, { note: "<p>#nobottom</p>" }),
  status({ created_at: "2026-01-02 03:04:05+02:00" }),
];

Deno.test("the demo's counts agree on statuses that cannot be stored and on odd profiles, stage by stage", async () => {
  await using home = await temporaryHome();
  const folder = home.path.slice(0, home.path.lastIndexOf("/"));
  const file = `${folder}/odd.jsonl`;
  await Deno.writeTextFile(file, LINES.join("\n"));
  const { code, stdout, stderr } = await runCommand(
    ["demo", "--replay", file, "--rate", "100", "--port", "0", "--json", "--out", `${folder}/out`],
    { TRUNKLINE_HOME: home.path },
  );
  assert.equal(code, 0, stdout + stderr);
  const { agree, lines } = JSON.parse(stdout);
  assert.equal(agree, true);
  const counts = Object.fromEntries(
    lines.map((line: { what: string; counts: [string, number][] }) => [line.what, line.counts]),
  );
  assert.deepEqual(counts["events"], [["server", 18], ["producer", 18]]);
  assert.deepEqual(counts["… refused by consent or filter"], [["server", 6], ["producer", 6]]);
  assert.deepEqual(counts["… dead letters of the producer"], [["server", 4], ["producer", 4]]);
  assert.deepEqual(counts["… dead letters of the consumer"], [
    ["server", 3],
    ["consumer", 3],
    ["table", 3],
  ]);
  assert.equal(counts["posts stored"][0][1], 5);
});
