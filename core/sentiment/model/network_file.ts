import { levelTable, quantise } from "./quantised.ts";
import { CLASSES, DENSE, type Network, type NetworkShape, WIDTH } from "./network.ts";

/** Lengths of the dense parts, in the order of {@linkcode DENSE}. */
function lengths({ size, filters }: NetworkShape): readonly number[] {
  return [WIDTH * size * filters, filters, (filters + size) * CLASSES, CLASSES];
}

/** Bytes of a packed network: the embedding's largest number, its levels (one byte each), then the dense parts. */
export function packedBytes(shape: NetworkShape): number {
  return 4 + (shape.size << shape.bits) + 4 * lengths(shape).reduce((a, b) => a + b);
}

/** Serializes a network, little-endian; the embedding loses precision, see {@linkcode settled}. */
export function packNetwork(network: Network): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packedBytes(network.shape));
  const view = new DataView(bytes.buffer);
  const { levels, largest } = quantise(network.embedding);
  view.setFloat32(0, largest, true);
  bytes.set(new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength), 4);
  let at = 4 + levels.length;
  for (const name of DENSE) {
    for (const value of network[name]) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** Parses {@linkcode packNetwork}'s bytes, which come from a verified file. */
export function unpackNetwork(bytes: Uint8Array, shape: NetworkShape): Network {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = levelTable(view.getFloat32(0, true));
  const embedding = new Float32Array(shape.size << shape.bits);
  for (let i = 0; i < embedding.length; i++) embedding[i] = table[bytes[4 + i]!]!;
  let at = 4 + embedding.length;
  const [convolution, bias, output, outputBias] = lengths(shape).map((length) => {
    const values = Float32Array.from({ length }, (_, i) => view.getFloat32(at + 4 * i, true));
    at += 4 * length;
    return values;
  });
  return {
    shape,
    embedding,
    convolution: convolution!,
    bias: bias!,
    output: output!,
    outputBias: outputBias!,
  };
}

/** The network after a round trip through its file, so that figures are measured on what is shipped. */
export function settled(network: Network): Network {
  return unpackNetwork(packNetwork(network), network.shape);
}

/** Whether a manifest's shape is one that this build can hold. */
export function isShape(value: unknown): value is NetworkShape {
  if (typeof value !== "object" || value === null) return false;
  const { bits, size, filters } = value as Partial<Record<keyof NetworkShape, unknown>>;
  return inRange(bits, 1, 20) && inRange(size, 1, 256) && inRange(filters, 1, 512);
}

function inRange(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
}
