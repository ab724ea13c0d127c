import { PermanentError } from "../../base/errors.ts";

/** Reads a file, unpacking it if its first two bytes are those of gzip, whatever its name. */
export async function* openDataFile(path: string): AsyncGenerator<Uint8Array> {
  using file = await open(path);
  const magic = new Uint8Array(2);
  await file.read(magic);
  await file.seek(0, Deno.SeekMode.Start);
  const packed = magic[0] === 0x1f && magic[1] === 0x8b;
  const stream = packed
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  try {
    yield* stream;
  } catch (cause) {
    if (!packed) throw cause;
    throw new PermanentError(
      `Cannot read ${path}: its gzip data is damaged or cut short. Fetch the file again.`,
      { cause },
    );
  }
}

async function open(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path);
  } catch (cause) {
    const why = cause instanceof Deno.errors.NotFound ? "no such file" : "it cannot be opened";
    throw new PermanentError(`Cannot read ${path}: ${why}. Check the path and its permissions.`, {
      cause,
      exitCode: 2,
    });
  }
}
