import assert from "node:assert/strict";
import { tinyStatus } from "../../testing/tiny_mastodon.ts";
import { parseStatus } from "../post/parse_status.ts";
import { HeardEvents } from "./heard_events.ts";

const EDITED = "2026-01-02T04:00:00.000Z";

function post(id: string, editedAt: string | null, event: "update" | "status.update" = "update") {
  const parsed = parseStatus(tinyStatus({ id, edited_at: editedAt }));
  assert.ok(parsed.type === "status");
  return { type: "post", event, status: parsed.status } as const;
}

Deno.test("the newest version counts, in whatever order events come, and a delete is the last one", () => {
  const heard = new HeardEvents();
  assert.equal(heard.version("1"), undefined);
  heard.note(post("1", EDITED, "status.update"), 5);
  heard.note(post("1", null), 6);
  assert.equal(heard.version("1"), Date.parse(EDITED));
  heard.note({ type: "delete", id: "2" }, 7);
  heard.noteRead(tinyStatus({ id: "2", edited_at: EDITED }), 8);
  assert.equal(heard.version("2"), Infinity);
  heard.note(post("3", null, "status.update"), 9_000);
  assert.equal(heard.version("3"), 9_000, "an edit without a time is not newer than its arrival");
  heard.noteRead({ id: "4", created_at: "nonsense" }, 10);
  assert.equal(heard.version("4"), 0, "one that cannot be read is known too");
});

Deno.test("memory is bounded, and the time since which every event is kept is known", () => {
  const heard = new HeardEvents();
  heard.note(post("first", null), 1_000);
  assert.equal(heard.since, -Infinity);
  for (let n = 0; n < 40_000; n++) heard.note({ type: "delete", id: String(n) }, 2_000 + n);
  assert.equal(heard.version("first"), undefined);
  assert.equal(heard.since, 1_000);
  heard.note(post("late", null), 2_000 + 40_000 + 30 * 60_000);
  assert.equal(heard.version("39999"), undefined);
  assert.equal(heard.version("late"), 0);
});
