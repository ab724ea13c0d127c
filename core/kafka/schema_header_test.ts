import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import { decodeOutgoing, encodeOutgoing } from "./outgoing.ts";
import { BATCH_HEAD_BYTES, batchRecords } from "./kafkajs_patches/batch_records.ts";
import { schemaNumber } from "./schema_header.ts";

type Headers = Readonly<{ [name: string]: Buffer | readonly Buffer[] }>;

/** The schema that a record with these headers is read with. */
async function schemaRead(headers: Headers): Promise<number | undefined> {
  const { buffer } = await RecordBatch({
    firstOffset: 5,
    firstTimestamp: 1_768_500_000_000,
    maxTimestamp: 1_768_500_000_001,
    records: [
      Record({ offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from("{}"), headers }),
    ],
    compression: 0,
  });
  return batchRecords(buffer, { bytes: buffer, at: BATCH_HEAD_BYTES })[0]?.schema;
}

Deno.test("a record's schema is read of its header, and is 0 where that is no number", async () => {
  const text = (...values: string[]) => values.map((value) => Buffer.from(value));
  const cases: [Headers, number][] = [
    [{}, 0],
    [{ schema: Buffer.from("1") }, 1],
    [{ schema: Buffer.from("2") }, 2],
    [{ before: Buffer.from("9"), schema: Buffer.from("12"), schemata: Buffer.from("3") }, 12],
    [{ schema: text("1", "2") }, 2],
    [{ schema: Buffer.from("") }, 0],
    [{ schema: Buffer.from("v1") }, 0],
    [{ schema: Buffer.from("-1") }, 0],
    [{ schema: Buffer.from("99999") }, 0],
    [{ Schema: Buffer.from("1") }, 0],
  ];
  for (const [headers, schema] of cases) assert.equal(await schemaRead(headers), schema);
  assert.equal(schemaNumber(Buffer.from("x123y"), 1, 4), 123);
});

Deno.test("a record from the spool keeps the schema that it was made by, also one of an earlier build", () => {
  const record = { topic: "thema", key: "a/1", value: Buffer.from("{}") };
  assert.deepEqual(decodeOutgoing(encodeOutgoing({ ...record, schema: "2" })), {
    ...record,
    schema: "2",
  });
  assert.equal(decodeOutgoing(encodeOutgoing({ ...record, key: null, schema: "17" })).schema, "17");
  const head = Buffer.alloc(8);
  head.writeInt32LE(5, 0);
  head.writeInt32LE(3, 4);
  const earlier = Buffer.concat([head, Buffer.from("themaa/1{}")]);
  assert.deepEqual(decodeOutgoing(earlier), { ...record, schema: "1" });
});
