import assert from "node:assert/strict";
import { Terminal } from "./terminal.ts";

/** Makes a stream of this process fail after so many more bytes, until it is disposed. */
function failing(
  stream: typeof Deno.stdout | typeof Deno.stderr,
  error: Error,
  bytesLeft = 0,
): Disposable {
  const { writeSync } = stream;
  stream.writeSync = (bytes) => {
    if (bytesLeft === 0) throw error;
    const part = bytes.subarray(0, bytesLeft);
    bytesLeft -= part.length;
    return writeSync.call(stream, part);
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

Deno.test("a log that takes lines again says how many are missing, on a line of its own", () => {
  const full = new Error("No space left on device (os error 28)");
  for (const format of ["text", "json"] as const) {
    const terminal = new Terminal(format);
    const text = written(() => {
      terminal.log({ name: "a", level: "info", text: "before" });
      {
        using _ = failing(Deno.stderr, full, 10);
        for (const name of ["b", "c"]) terminal.log({ name, level: "info", text: "lost" });
      }
      for (const name of ["d", "e"]) terminal.log({ name, level: "info", text: "after" });
    });
    const lines = text.split("\n").filter((line) => line !== "");
    assert.equal(lines.length, 5, text);
    const [, cut = "", missing = "", ...after] = lines;
    assert.ok(cut.length <= 20, cut);
    assert.match(
      missing,
      /warning.*The log took nothing for \d+ ms; lines that are missing here: 2/,
    );
    assert.ok(after.every((line) => line.includes("after")), text);
    if (format === "json") { for (const line of [missing, ...after]) JSON.parse(line); }
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

/** What a piece of work writes to stderr. */
function written(work: () => void): string {
  const { writeSync } = Deno.stderr;
  let text = "";
  Deno.stderr.writeSync = (bytes) => {
    text += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    work();
  } finally {
    Deno.stderr.writeSync = writeSync;
  }
  return text;
}

Deno.test("a log line has a time, a level and a name", () => {
  const line = { name: "consumer", level: "warning", text: "Lost Kafka" } as const;
  assert.match(
    written(() => new Terminal().log(line)),
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning consumer: Lost Kafka\n$/,
  );
});

Deno.test("as JSON, every line of stderr is an object: logs, words to people, failures", () => {
  const text = written(() => {
    const terminal = new Terminal("json");
    terminal.log({ name: "consumer", level: "warning", text: 'a "quote"\nand a line' });
    terminal.say("The dashboard is somewhere");
    terminal.fail("Cannot go on");
  });
  const lines: readonly Record<string, unknown>[] = text.trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual(lines.map(({ level, name, message }) => [level, name, message]), [
    ["warning", "consumer", 'a "quote"\nand a line'],
    ["info", "trunkline", "The dashboard is somewhere"],
    ["error", "trunkline", "Cannot go on"],
  ]);
  for (const { time } of lines) assert.ok(!Number.isNaN(Date.parse(String(time))));
});
