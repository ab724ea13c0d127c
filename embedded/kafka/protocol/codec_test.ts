import assert from "node:assert/strict";
import fc from "fast-check";
import { type Api, apis } from "./api.ts";
import { array, bytes, int32, int64, nullableString, since, string, struct } from "./codec.ts";
import { readRequestHeader } from "./request_header.ts";
import { MalformedError, WireReader } from "./wire_reader.ts";
import { WireWriter } from "./wire_writer.ts";

const sample = struct({
  name: string,
  note: nullableString,
  count: since(2, int32, -7),
  parts: array(struct({ offset: int64, data: bytes })),
});

const values = fc.record({
  name: fc.string({ unit: "grapheme" }),
  note: fc.option(fc.string()),
  count: fc.integer(),
  parts: fc.array(fc.record({
    offset: fc.maxSafeInteger(),
    data: fc.uint8Array().map((data) => new Uint8Array(data)),
  }, { noNullPrototype: true })),
}, { noNullPrototype: true });

Deno.test("what is written is read again, in every version and form", () => {
  fc.assert(fc.property(values, fc.nat(3), fc.boolean(), (value, version, flexible) => {
    const writer = new WireWriter({ version, flexible });
    sample.write(writer, value);
    const reader = new WireReader(writer.toBytes(), { version, flexible });
    const expected = version < 2 ? { ...value, count: -7 } : value;
    assert.deepEqual(sample.read(reader), expected);
    assert.equal(reader.remaining, 0);
  }));
});

Deno.test("varints of both kinds are read as they were written", () => {
  fc.assert(fc.property(fc.integer(), fc.nat(0xffffffff), (signed, unsigned) => {
    const writer = new WireWriter();
    writer.varint(signed);
    writer.uvarint(unsigned);
    writer.varint(signed * 2 ** 20);
    const reader = new WireReader(writer.toBytes());
    const read = [reader.varint(), reader.uvarint(), reader.varint()];
    assert.deepEqual(read, [signed, unsigned, signed * 2 ** 20]);
  }));
});

Deno.test("a request cut anywhere is malformed, never misread or waited for", () => {
  fc.assert(
    fc.property(
      values,
      fc.boolean(),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (value, flexible, at) => {
        const writer = new WireWriter({ version: 3, flexible });
        sample.write(writer, value);
        const whole = writer.toBytes();
        const cut = whole.subarray(0, Math.floor(whole.byteLength * at));
        assert.throws(
          () => sample.read(new WireReader(cut, { version: 3, flexible })),
          MalformedError,
        );
      },
    ),
  );
});

Deno.test("garbage as any request is either read or malformed, and takes no memory to speak of", () => {
  const all: readonly Api<unknown, unknown>[] = Object.values(apis).map((api) => ({
    ...api,
    // Only read here, so what the call would be answered does not matter.
    response: { read: () => undefined, write: () => {} },
    request: { read: (reader) => api.request.read(reader), write: () => {} },
  }));
  const garbage = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.nat(20), garbage, (api, offset, noise) => {
      const version = api.minVersion + offset % (api.maxVersion - api.minVersion + 1);
      const flexible = version >= api.flexibleSince;
      try {
        api.request.read(new WireReader(new Uint8Array(noise), { version, flexible }));
      } catch (error) {
        assert.ok(error instanceof MalformedError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("unknown tagged fields are skipped", () => {
  const writer = new WireWriter({ flexible: true });
  writer.string("name");
  writer.uvarint(2);
  for (const tag of [0, 9]) {
    writer.uvarint(tag);
    writer.uvarint(3);
    writer.raw(new Uint8Array(3));
  }
  writer.int32(5);
  const reader = new WireReader(writer.toBytes(), { flexible: true });
  assert.deepEqual(struct({ name: string }).read(reader), { name: "name" });
  assert.equal(reader.int32(), 5);
});

Deno.test("the client id keeps its two-byte length in flexible headers", () => {
  const writer = new WireWriter();
  writer.int16(3);
  writer.int16(9);
  writer.int32(77);
  writer.string("me");
  writer.uvarint(0);
  writer.int8(42);
  const { header, body } = readRequestHeader(writer.toBytes(), () => 9);
  assert.deepEqual(header, { apiKey: 3, apiVersion: 9, correlationId: 77, clientId: "me" });
  assert.deepEqual([...body], [42]);
});
