import assert from "node:assert/strict";
import type { PostRecord } from "./record.ts";
import { parseStreamEvent } from "./stream_event.ts";
import { withdrawalOf } from "./withdrawal.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("a message that is no event is named for what it is not", () => {
  const reasonOf = (message: Uint8Array) => {
    const event = parseStreamEvent(message);
    return event.type === "broken" ? event.reason : event.type;
  };
  assert.equal(reasonOf(Uint8Array.of(...bytes('{"event":"'), 0xff, ...bytes('"}'))), "not_utf8");
  assert.equal(reasonOf(bytes('{"event":')), "not_json");
  for (const text of ["null", "5", "{}", '{"event":5}', '{"event":"delete"}']) {
    assert.equal(reasonOf(bytes(text)), "not_an_event", text);
  }
  assert.equal(reasonOf(bytes('{"event":"update","payload":"{}"}')), "bad_status");
  assert.equal(reasonOf(bytes('{"event":"update","payload":"{"}')), "not_json");
  assert.equal(reasonOf(bytes('{"event":"filters_changed"}')), "other");
  assert.equal(reasonOf(bytes('{"error":"no"}')), "refused");
});

Deno.test("the id of a delete keeps all its digits, as text and as a number", () => {
  for (const payload of ['"115000000000000001"', "115000000000000001"]) {
    assert.deepEqual(parseStreamEvent(bytes(`{"event":"delete","payload":${payload}}`)), {
      type: "delete",
      id: "115000000000000001",
    });
  }
});

Deno.test("an edit that is too large is withdrawn up to its time, whatever else is not", () => {
  const edit = {
    event: "status.update",
    id: "1",
    instance: "a.example",
    received_at: "2026-01-01T00:00:01Z",
    edited_at: "2026-01-01T00:00:00Z",
  } as PostRecord;
  const { received_at, instance, id, edited_at } = edit;
  const deletion = { event: "delete", id, instance, received_at, scope: "all" };
  const withdrawal = { ...deletion, reason: "filter", edited_at };
  assert.deepEqual(withdrawalOf(edit), withdrawal);
  const without = (key: keyof PostRecord) => {
    const { [key]: _, ...rest } = edit;
    return rest as PostRecord;
  };
  assert.deepEqual(withdrawalOf(without("edited_at")), { ...withdrawal, edited_at: null });
  for (const key of ["event", "instance", "received_at"] as const) {
    assert.equal(withdrawalOf(without(key)), undefined, key);
  }
  assert.equal(withdrawalOf({ ...edit, event: "update" } as PostRecord), undefined);
});
