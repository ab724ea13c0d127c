import { parseRecords, RECORD_BYTES_MAX, type RecordBounds } from "../../post/parse_record.ts";
import { SCHEMA_OF_SOURCE_TEXT } from "../../post/record.ts";
import type { IncomingRecord, RawRecord } from "../batch.ts";
import { ScannedBlock } from "./scanned_block.ts";
import { ScannedPost } from "./scanned_post.ts";
import { TupleScanner } from "./tuple_scanner.ts";

/** Parses records field by field. */
export function readRecords(
  raws: readonly RawRecord[],
  bounds: RecordBounds,
): IncomingRecord[] {
  const parsed = parseRecords(raws, bounds);
  return raws.map((raw, place) => ({ raw, parsed: parsed[place]! }));
}

/** One for all batches: its buffers have grown to the usual size of a record. */
const scanner = new TupleScanner();

/**
 * Reads records for a batch that will be copied into the tables. Posts become tuples directly, with a fraction of the work,
 * whichever program wrote them; the few other records are parsed field by field.
 */
export function scanRecords(
  raws: readonly RawRecord[],
  bounds: RecordBounds,
): IncomingRecord[] {
  const { maxBytes = RECORD_BYTES_MAX } = bounds;
  const block = new ScannedBlock(raws.length, bounds);
  scanner.begin(bounds.defaultInstance);
  const places = raws.map((raw) => {
    const fits = raw.valueStart >= 0 && raw.valueEnd - raw.valueStart <= maxBytes &&
      raw.schema !== SCHEMA_OF_SOURCE_TEXT;
    return fits && scanner.scan(raw) ? block.add(raw, scanner) : undefined;
  });
  block.finish(scanner.bytes);
  const others = readRecords(raws.filter((_, at) => places[at] === undefined), bounds);
  let next = 0;
  return places.map((place) =>
    place === undefined ? others[next++]! : new ScannedPost(block, place)
  );
}
