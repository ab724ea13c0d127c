/** Writes all of `bytes`; throws where part of them could not be written. What takes nothing is not asked for ever. */
export async function writeAll(
  to: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    done += atLeastOne(await to.write(bytes.subarray(done)));
  }
}

/** As {@linkcode writeAll}, at once. */
export function writeAllSync(
  to: { writeSync(bytes: Uint8Array): number },
  bytes: Uint8Array,
): void {
  for (let done = 0; done < bytes.byteLength;) {
    done += atLeastOne(to.writeSync(bytes.subarray(done)));
  }
}

function atLeastOne(count: number): number {
  if (count > 0) return count;
  throw new Deno.errors.WriteZero("Cannot write: nothing was taken");
}
