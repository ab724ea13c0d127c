import { Buffer } from "node:buffer";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { unpackLz4 } from "./lz4_frame.ts";
import { unpackSnappy } from "./snappy.ts";
import { TooManyBytes } from "./unpacked.ts";

/** Kafka's codec numbers: the low three bits of a batch's attributes. */
export const Codec = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const;

/** Bytes that cannot be decompressed; the message completes a sentence about the batch. */
export class UnpackError extends Error {
  override readonly name = "UnpackError";
}

/** Decompresses the records of a batch. Throws an {@linkcode UnpackError}, also past `maxBytes`. */
export function unpack(codec: number, packed: Uint8Array, maxBytes: number): Uint8Array {
  const known = CODECS[codec];
  if (known === undefined) {
    throw new UnpackError(`is packed by codec ${codec}, which this version does not know`);
  }
  try {
    return known.unpack(packed, maxBytes);
  } catch (cause) {
    throw new UnpackError(
      isTooMany(cause)
        ? `unpacks to more than ${maxBytes / 2 ** 20} MiB`
        : `says that it is packed by ${known.name}, and does not unpack`,
      { cause },
    );
  }
}

const CODECS: Readonly<
  Record<number, {
    readonly name: string;
    readonly unpack: (packed: Uint8Array, maxBytes: number) => Uint8Array;
  }>
> = {
  [Codec.none]: { name: "none", unpack: (packed) => packed },
  [Codec.gzip]: {
    name: "gzip",
    unpack: (packed, maxBytes) => gunzipSync(packed, { maxOutputLength: maxBytes }),
  },
  [Codec.snappy]: { name: "snappy", unpack: unpackSnappy },
  [Codec.lz4]: { name: "lz4", unpack: unpackLz4 },
  [Codec.zstd]: { name: "zstd", unpack: unpackZstd },
};

/** Decompresses consecutive Zstandard frames: Deno stops after the first one, without an error. */
function unpackZstd(packed: Uint8Array, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < packed.length;) {
    const { bytes, taken } = unpackZstdFrame(packed.subarray(at), Math.max(1, maxBytes - length));
    if (taken === 0) throw new RangeError("a Zstandard frame is cut");
    parts.push(bytes);
    length += bytes.length;
    at += taken;
  }
  const [first = new Uint8Array(), ...others] = parts;
  return others.length === 0 ? first : Buffer.concat(parts, length);
}

/** @returns the decompressed bytes, and the number of compressed bytes read */
function unpackZstdFrame(
  packed: Uint8Array,
  maxOutputLength: number,
): { readonly bytes: Uint8Array; readonly taken: number } {
  // With the option `info` it returns more than its type declares.
  const result: object = zstdDecompressSync(packed, { maxOutputLength, info: true });
  const bytes = "buffer" in result ? result.buffer : undefined;
  const engine = "engine" in result ? result.engine : undefined;
  const taken = engine instanceof Object && "bytesWritten" in engine ? engine.bytesWritten : 0;
  if (!(bytes instanceof Uint8Array) || typeof taken !== "number") {
    throw new TypeError("Deno does not say how much of a Zstandard frame it has read");
  }
  return { bytes, taken };
}

function isTooMany(error: unknown): boolean {
  return error instanceof TooManyBytes ||
    error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
