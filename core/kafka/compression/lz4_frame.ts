import { Unpacked } from "./unpacked.ts";

const MAGIC = 0x184d2204;
/** Magic numbers of skippable frames, which hold data of other applications. */
const SKIPPABLE = 0x184d2a50;
const END_MARK = 0;
const NOT_COMPRESSED = 0x8000_0000;
const MIN_MATCH = 4;

/**
 * Decompresses consecutive LZ4 frames as Kafka's clients write them: with dependent or independent blocks, with and
 * without a content size. Checksums are skipped: a batch of Kafka has its own, and early producers computed that of the
 * frame header over the wrong bytes.
 *
 * No npm package fits: lz4js reads block checksums at the wrong place and checks no bounds; the others are native, or
 * support blocks but no frames.
 */
export function unpackLz4(packed: Uint8Array, maxBytes: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const to = new Unpacked(4 * packed.byteLength, maxBytes);
  let at = 0;
  while (at < packed.byteLength) {
    const magic = view.getUint32(at, true);
    if ((magic & 0xffff_fff0) >>> 0 === SKIPPABLE) at += 8 + view.getUint32(at + 4, true);
    else if (magic === MAGIC) at = unpackFrame(view, at + 4, to);
    else throw new RangeError("no LZ4 frame begins here");
  }
  return to.bytes;
}

/** @returns the end of the frame */
function unpackFrame(from: DataView, at: number, to: Unpacked): number {
  const flags = from.getUint8(at);
  if (flags >> 6 !== 1) throw new RangeError("an LZ4 frame of another version");
  const [independent, blockSums, size, contentSum, dictionary] = [0x20, 0x10, 0x08, 0x04, 0x01].map(
    (bit) => (flags & bit) !== 0,
  );
  if (dictionary) throw new RangeError("an LZ4 frame that needs a dictionary");
  const blockBytes = 1 << 8 + 2 * (from.getUint8(at + 1) >> 4 & 7);
  at += 3 + (size ? 8 : 0);
  const frameStart = to.length;
  for (;;) {
    const head = from.getUint32(at, true);
    at += 4;
    if (head === END_MARK) return at + (contentSum ? 4 : 0);
    const end = at + (head & ~NOT_COMPRESSED);
    if (end > from.byteLength) throw new RangeError("an LZ4 block is cut");
    const block = new Uint8Array(from.buffer, from.byteOffset + at, end - at);
    const limit = to.length + blockBytes;
    if (head >= NOT_COMPRESSED) to.append(block);
    else unpackBlock(block, to, independent ? to.length : frameStart);
    if (to.length > limit) throw new RangeError("an LZ4 block is longer than its frame says");
    at = end + (blockSums ? 4 : 0);
  }
}

/** `start`: the first byte that a match may refer to. */
function unpackBlock(block: Uint8Array, to: Unpacked, start: number): void {
  let at = 0;
  const next = () => {
    const byte = block[at++];
    if (byte === undefined) throw new RangeError("an LZ4 block is cut");
    return byte;
  };
  const length = (short: number) => {
    let all = short;
    if (short === 15) {
      for (let more = 255; more === 255;) all += more = next();
    }
    return all;
  };
  while (at < block.length) {
    const token = next();
    const literals = length(token >> 4);
    if (at + literals > block.length) throw new RangeError("an LZ4 block is cut");
    to.append(block, at, at += literals);
    // The last sequence has literals only.
    if (at === block.length) return;
    const distance = next() | next() << 8;
    if (distance === 0 || distance > to.length - start) {
      throw new RangeError("an LZ4 match lies before the start");
    }
    to.repeat(distance, length(token & 15) + MIN_MATCH);
  }
}
