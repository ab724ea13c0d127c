/** Writes all of `bytes`, in as many writes as it takes. Throws if a write takes no byte: a loop would never end. */
export async function writeAll(
  to: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    done += atLeastOne(await to.write(bytes.subarray(done)));
  }
}

/** As {@linkcode writeAll}, synchronously. */
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
