import { snappyUncompressor } from "hysnappy";
import { TooManyBytes } from "./unpacked.ts";

/** Header that Java's clients write before blocks: 0x82 "SNAPPY" 0, and two version numbers. */
const JAVA_MAGIC = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00] as const;
const JAVA_HEAD_BYTES = 16;
/** The memory of a WebAssembly instance never shrinks: after a larger input the instance is dropped. */
const KEEP_BYTES = 4 << 20;

let kept: ReturnType<typeof snappyUncompressor> | undefined;

/** Decompresses raw Snappy, or the block format of Java's clients. */
export function unpackSnappy(packed: Uint8Array, maxBytes: number): Uint8Array {
  const blocks = hasJavaHead(packed, 0) ? javaBlocks(packed) : [packed];
  const lengths = blocks.map(unpackedLength);
  const length = lengths.reduce((sum, each) => sum + each, 0);
  if (length > maxBytes) throw new TooManyBytes(`more than ${maxBytes} bytes`);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    const size = lengths[index]!;
    bytes.set(uncompressor(block.length + size)(block, size), at);
    at += size;
  }
  return bytes;
}

function hasJavaHead(packed: Uint8Array, at: number): boolean {
  return JAVA_MAGIC.every((byte, index) => packed[at + index] === byte);
}

/** Each block follows its length; another header may follow any block. */
function javaBlocks(packed: Uint8Array): Uint8Array[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < packed.length;) {
    if (hasJavaHead(packed, at)) {
      at += JAVA_HEAD_BYTES;
      continue;
    }
    const end = at + 4 + view.getUint32(at);
    if (end > packed.length) throw new RangeError("a Snappy block is cut");
    blocks.push(packed.subarray(at + 4, end));
    at = end;
  }
  return blocks;
}

/** The decompressed length that a block declares. */
function unpackedLength(block: Uint8Array): number {
  let length = 0;
  for (let at = 0, factor = 1; at < 5; at++, factor *= 0x80) {
    const byte = block[at];
    if (byte === undefined) break;
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) return length;
  }
  throw new RangeError("a Snappy block without a length");
}

function uncompressor(bytes: number): ReturnType<typeof snappyUncompressor> {
  return bytes > KEEP_BYTES ? snappyUncompressor() : kept ??= snappyUncompressor();
}
