import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { tinyStatus } from "../../testing/tiny_mastodon.ts";
import { blockListOf } from "../post/block_list.ts";
import { admissionOf } from "../post/admission.ts";
import { parseStreamEvent } from "../post/stream_event.ts";
import { EventWriter } from "./event_writer.ts";
import type { Outgoing } from "../kafka/outgoing.ts";
import { ProducerCounts } from "./producer_counts.ts";

const receivedAt = "2026-01-02T03:06:00.000Z";
const edited_at = "2026-01-02T03:05:00.000Z";

function writerOf(compat: { readonly compat?: "ten-fields" } = {}) {
  const kept = new Map<string, string | undefined>();
  const counts = new ProducerCounts();
  const unreadable: string[] = [];
  const writer = new EventWriter({
    admit: admissionOf({
      consent: { mode: "default", blocked: blockListOf([]), instance: "a.example" },
      filters: { keywords: [], languages: [] },
      ...compat,
    }),
    counts,
    topics: { stream: "posts", errors: "errors" },
    source: { stream: "public", instance: "a.example" },
    kept: ({ id, uri }) => void kept.set(id, uri),
    gone: (id) => kept.get(id),
    unreadable: (reason) => void unreadable.push(reason),
  });
  const write = (event: string, payload: unknown) => {
    const bytes = Buffer.from(
      JSON.stringify({ stream: ["public"], event, payload: JSON.stringify(payload) }),
    );
    return writer.write({ event: parseStreamEvent(bytes), bytes, receivedAt });
  };
  return { writer, write, stats: () => counts.stats(), unreadable };
}

const valueOf = (outgoing: Outgoing | undefined) =>
  outgoing === undefined ? undefined : JSON.parse(outgoing.value.toString());
const huge = `<p>${"y".repeat(1_000_001)}</p>`;
const withdrawal = {
  event: "delete",
  id: "1",
  instance: "a.example",
  received_at: receivedAt,
  scope: "all",
  uri: "https://a.example/users/ada/statuses/1",
  reason: "filter",
  edited_at,
};

Deno.test("an edit that is too large for us takes the post back up to its version, and is a dead letter", () => {
  const { write, stats } = writerOf();
  const { record, letter } = write(
    "status.update",
    tinyStatus({ id: "1", edited_at, content: huge }),
  );
  assert.deepEqual([record?.topic, record?.key], ["posts", "a.example/1"]);
  assert.deepEqual(valueOf(record), withdrawal);
  assert.deepEqual([letter?.topic, valueOf(letter).reason], ["errors", "too_large"]);
  assert.deepEqual([stats().too_large, stats().taken_back, stats().dead_letters], [1, 1, 1]);
});

Deno.test("a post that is too large for us is a dead letter alone, and so is an edit where no deletes are written", () => {
  const post = writerOf().write("update", tinyStatus({ id: "1", content: huge }));
  assert.deepEqual([post.record, valueOf(post.letter).reason], [undefined, "too_large"]);
  const ten = writerOf({ compat: "ten-fields" });
  const edit = ten.write("status.update", tinyStatus({ id: "1", edited_at, content: huge }));
  assert.deepEqual([edit.record, valueOf(edit.letter).reason], [undefined, "too_large"]);
});

Deno.test("each dead letter is told once by its reason, a word without the post", () => {
  const { writer, write, stats, unreadable } = writerOf();
  write("update", tinyStatus({ id: "1", content: huge }));
  write("update", tinyStatus({ id: "2", created_at: "yesterday, says Ada" }));
  write("update", []);
  writer.write({ ...parsed("no event at all"), receivedAt });
  assert.equal(unreadable.length, stats()["dead_letters"]);
  assert.deepEqual(unreadable.slice(0, 3), ["too_large", "bad_status", "bad_status"]);
  assert.ok(unreadable.every((reason) => /^[a-z_]+$/.test(reason)), unreadable.join(" "));
});

const parsed = (text: string) => {
  const bytes = Buffer.from(text);
  return { event: parseStreamEvent(bytes), bytes };
};

Deno.test("in place of what Kafka refuses for its size goes a withdrawal, if it is an edit, and a smaller dead letter", () => {
  const { writer, write, stats } = writerOf();
  const content = "y".repeat(5_000);
  const edit = write("status.update", tinyStatus({ id: "1", edited_at, content })).record;
  const post = write("update", tinyStatus({ id: "2", content })).record;
  assert.ok(edit !== undefined && post !== undefined);
  const instead = writer.smaller(edit);
  assert.deepEqual([instead?.topic, instead?.key], ["posts", "a.example/1"]);
  assert.deepEqual(valueOf(instead), withdrawal);
  assert.ok(instead !== undefined);
  for (const refused of [post, instead, write("delete", "3").record]) {
    if (refused !== undefined) assert.equal(writer.smaller(refused), undefined);
  }
  for (const [refused, sent] of [[edit, instead], [post, undefined]] as const) {
    const letter = writer.refused(refused, sent);
    assert.ok(letter !== undefined && letter.value.byteLength < refused.value.byteLength);
    const { reason, payload_length, payload_base64 } = valueOf(letter);
    assert.deepEqual([reason, payload_length], ["too_large", refused.value.byteLength]);
    const kept = Buffer.from(payload_base64, "base64");
    assert.ok(kept.byteLength > 0 && kept.equals(refused.value.subarray(0, kept.byteLength)));
  }
  assert.deepEqual([stats().too_large, stats().taken_back], [2, 1]);
});

Deno.test("a delete of the server is for all copies; that REST has a post no longer is for the server's own", () => {
  const { writer, write } = writerOf();
  const { received_at: _, ...live } = valueOf(write("delete", "3").record);
  const { received_at: at, ...again } = valueOf(writer.takeBack("3").record);
  assert.deepEqual(live, { event: "delete", id: "3", instance: "a.example", scope: "all" });
  assert.deepEqual(again, { ...live, scope: "own" });
  assert.ok(Date.parse(at) > 0);
  assert.deepEqual(writerOf({ compat: "ten-fields" }).writer.takeBack("3"), {});
});

Deno.test("a delete names the post's ActivityPub id where the post was written, and no author of one that never was", () => {
  const { writer, write } = writerOf();
  const uri = "https://a.example/users/mia/statuses/1";
  assert.equal(valueOf(write("update", tinyStatus({ id: "1", uri })).record).uri, uri);
  const hidden = { visibility: "private" } as const;
  const edit = valueOf(write("status.update", tinyStatus({ id: "1", uri, ...hidden })).record);
  assert.deepEqual([edit.event, edit.reason, edit.uri], ["delete", "consent", uri]);
  const deleted = valueOf(write("delete", "1").record);
  assert.deepEqual([deleted.scope, deleted.uri], ["all", uri]);
  const vanished = valueOf(writer.takeBack("1").record);
  assert.deepEqual([vanished.scope, vanished.uri], ["own", uri]);
  const never = valueOf(write("status.update", tinyStatus({ id: "2", uri, ...hidden })).record);
  assert.deepEqual([never.event, "uri" in never], ["delete", false]);
  assert.equal("uri" in valueOf(write("delete", "3").record), false);
});
