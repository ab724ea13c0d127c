/** Simulates a full disk in this process while `full` is true, until disposed. */
export interface FaultyDisk extends Disposable {
  full: boolean;
  /** The system's error message. */
  words: string;
}

/** Makes every synchronous write of this process fail as on a full disk. */
export function fullDisk(words = "No space left on device (os error 28)"): FaultyDisk {
  const { writeSync } = Deno.FsFile.prototype;
  const disk = {
    full: true,
    words,
    [Symbol.dispose]() {
      Deno.FsFile.prototype.writeSync = writeSync;
    },
  };
  Deno.FsFile.prototype.writeSync = function (bytes) {
    if (disk.full) throw new Error(disk.words);
    return writeSync.call(this, bytes);
  };
  return disk;
}
