import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import type { ExportColumn } from "./export_source.ts";
import { ParquetRows } from "./parquet_rows.ts";

const COLUMNS: readonly ExportColumn[] = [
  { name: "id", kind: "integer" },
  { name: "share", kind: "number" },
  { name: "bot", kind: "boolean" },
  { name: "at", kind: "time" },
  { name: "tags", kind: "json" },
  { name: "text", kind: "text" },
];

Deno.test("a Parquet file in pieces keeps every row, type and null over several groups", async () => {
  const parquet = new ParquetRows(COLUMNS);
  const rows = Array.from({ length: 12_345 }, (_, i) => [
    String(9_007_199_254_740_993n + BigInt(i)),
    i % 2 === 0 ? null : "0.5",
    "true",
    "2026-03-01T10:00:00.123000Z",
    '["a","é"]',
    i % 3 === 0 ? null : `=text ${i}`,
  ]);
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < rows.length; i += 1_000) pieces.push(parquet.add(rows.slice(i, i + 1_000)));
  pieces.push(parquet.end());
  const file = await new Blob(pieces.map((piece) => piece.slice().buffer)).arrayBuffer();
  const read = await parquetReadObjects({
    file,
    compressors: { GZIP: (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes)) },
  });
  assert.equal(read.length, rows.length);
  assert.deepEqual(read[12_344], {
    id: 9_007_199_254_753_337n,
    share: null,
    bot: true,
    at: new Date("2026-03-01T10:00:00.123Z"),
    tags: ["a", "é"],
    text: "=text 12344",
  });
  assert.equal(read[1]?.["share"], 0.5);
  assert.equal(read[3]?.["text"], null);
});
