/** Bytes processed in one step. */
const STEP = 16;
/**
 * The tables of the reflected Castagnoli polynomial in one array: table n has the effect of a byte that n more bytes
 * follow. Slicing by sixteen from one array is 1.7 times as fast as by eight from separate arrays.
 */
const T = makeTables();

/** CRC-32C of `bytes` from `start` to `end`, as an unsigned number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.byteLength): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let at = start;
  for (const last = end - STEP; at <= last; at += STEP) {
    const a = crc ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    const c = view.getInt32(at + 8, true);
    const d = view.getInt32(at + 12, true);
    crc = T[0xf00 | a & 0xff]! ^ T[0xe00 | a >>> 8 & 0xff]! ^ T[0xd00 | a >>> 16 & 0xff]! ^
      T[0xc00 | a >>> 24]! ^ T[0xb00 | b & 0xff]! ^ T[0xa00 | b >>> 8 & 0xff]! ^
      T[0x900 | b >>> 16 & 0xff]! ^ T[0x800 | b >>> 24]! ^ T[0x700 | c & 0xff]! ^
      T[0x600 | c >>> 8 & 0xff]! ^ T[0x500 | c >>> 16 & 0xff]! ^ T[0x400 | c >>> 24]! ^
      T[0x300 | d & 0xff]! ^ T[0x200 | d >>> 8 & 0xff]! ^ T[0x100 | d >>> 16 & 0xff]! ^
      T[d >>> 24]!;
  }
  for (; at < end; at++) crc = T[(crc ^ bytes[at]!) & 0xff]! ^ crc >>> 8;
  return (crc ^ -1) >>> 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(STEP * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256]!;
    tables[at] = before >>> 8 ^ tables[before & 0xff]!;
  }
  return tables;
}
