import assert from "node:assert/strict";
import fc from "fast-check";
import { GreetingReader } from "./greeting.ts";

const message = (type: string, body: string) => {
  const bytes = new Uint8Array(5 + body.length);
  bytes[0] = type.charCodeAt(0);
  new DataView(bytes.buffer).setUint32(1, 4 + body.length);
  bytes.set(new TextEncoder().encode(body), 5);
  return bytes;
};
const joined = (parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

Deno.test("a session is open at ReadyForQuery and not before, however the bytes are cut", () => {
  // Bodies are full of letters that are types of messages too.
  const before = fc.array(
    fc.tuple(fc.constantFrom("R", "S", "K", "N", "v"), fc.string({ unit: "grapheme-ascii" })),
  );
  fc.assert(fc.property(before, fc.array(fc.integer({ min: 1, max: 9 })), (messages, cuts) => {
    const bytes = joined([
      ...messages.map(([type, body]) => message(type, body)),
      message("Z", "I"),
    ]);
    const reader = new GreetingReader();
    // All but the last byte of the header of ReadyForQuery.
    let at = 0;
    const end = bytes.length - 2;
    for (let step = 0; at < end; step++) {
      const next = Math.min(end, at + (cuts[step] ?? 7));
      assert.equal(reader.read(bytes.subarray(at, next)), "waiting");
      at = next;
    }
    assert.equal(reader.read(bytes.subarray(end)), "open");
  }));
});

Deno.test("a refusal by PostgreSQL and an answer of another program are told apart", () => {
  const text = new TextEncoder();
  assert.equal(new GreetingReader().read(message("E", "SFATAL\0C28P01\0\0")), "refused");
  for (
    const other of [
      "HTTP/1.1 400 Bad Request\r\n",
      "\x15\x03\x01",
      "220 mail\r\n",
      "R\xff\xff\xff\xff",
    ]
  ) {
    assert.equal(new GreetingReader().read(text.encode(other)), "nonsense", other);
  }
});
