import assert from "node:assert/strict";
import { Terminal } from "./terminal.ts";

/** Makes a stream of this process fail, until it is disposed. */
function failing(stream: typeof Deno.stdout | typeof Deno.stderr, error: Error): Disposable {
  const { writeSync } = stream;
  stream.writeSync = () => {
    throw error;
  };
  return { [Symbol.dispose]: () => void (stream.writeSync = writeSync) };
}

Deno.test("a log on a full disk, or one that nobody reads any more, does not end the program", () => {
  const terminal = new Terminal();
  for (
    const error of [
      new Error("No space left on device (os error 28)"),
      new Deno.errors.BrokenPipe("broken"),
      new Deno.errors.WouldBlock("later"),
    ]
  ) {
    using _ = failing(Deno.stderr, error);
    terminal.say("a notice");
    terminal.live("a live line");
  }
});

Deno.test("a result that cannot be written is an error, unless nobody wants to read it", () => {
  const terminal = new Terminal();
  {
    using _ = failing(Deno.stdout, new Deno.errors.BrokenPipe("broken"));
    terminal.print("a result");
  }
  using _ = failing(Deno.stdout, new Error("No space left on device (os error 28)"));
  assert.throws(() => terminal.print("a result"), /No space left/);
});
