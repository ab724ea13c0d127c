import { runProgram } from "../../testing/run_program.ts";

/** A small disk of its own, which a test can fill: a file system in memory. */
export class SmallDisk implements AsyncDisposable {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Mounts it at a new folder; undefined, with the folder alone, where this user may not mount. */
  static async mount(path: string, megabytes: number): Promise<SmallDisk | undefined> {
    await Deno.mkdir(path);
    try {
      const options = `size=${megabytes}m,mode=711`;
      await runProgram("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]);
    } catch (error) {
      console.error(
        `No disk can be filled here: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
    return new SmallDisk(path);
  }

  /** Writes until no byte fits. */
  async fill(): Promise<void> {
    using file = await Deno.open(`${this.#path}/fill`, { write: true, create: true });
    for (let size = 2 ** 20; size >= 1;) {
      try {
        file.writeSync(new Uint8Array(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  }

  async empty(): Promise<void> {
    await Deno.remove(`${this.#path}/fill`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await runProgram("umount", ["-l", this.#path]);
  }
}
