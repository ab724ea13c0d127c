import assert from "node:assert/strict";
import { PermanentError } from "../core/base/errors.ts";
import type { Command } from "./command.ts";
import { Flags } from "./flags.ts";
import { parseFlags } from "./parse_flags.ts";
import { commandHelp } from "./help.ts";

const command: Command = {
  name: "pump",
  summary: "moves water",
  flags: {
    duration: { value: "D", help: "how long" },
    rate: { value: "N", help: "posts per second" },
    from: { value: "T", help: "start" },
    json: { help: "for programs" },
  },
  examples: [["pump --duration 5s", "for five seconds"]],
  run: () => Promise.resolve(0),
};

Deno.test("flags are read as what they should be", () => {
  const { flags } = parseFlags(command, [
    "--duration",
    "5s",
    "--rate=12",
    "--json",
    "--from",
    "2026-01-02",
  ]);
  assert.equal(flags.duration("duration"), 5_000);
  assert.equal(flags.number("rate", { min: 1, max: 100 }), 12);
  assert.equal(flags.has("json"), true);
  assert.equal(flags.instant("from")?.toISOString(), "2026-01-02T00:00:00.000Z");
});

Deno.test("what a command does not have or cannot read is named, with exit code 2", () => {
  const table: [string[], string][] = [
    [["--speed", "9"], "--speed"],
    [["--durration=5s"], "--durration"],
    [["now"], "now"],
    [["--duration", "soon"], "--duration"],
    [["--duration"], "--duration"],
    [["--duration", "0"], "--duration"],
    [["--duration", "99999999999d"], "--duration"],
    [["--rate", "0"], "--rate"],
    [["--from", "yesterday"], "--from"],
    [["--rate", "2", "--rate=2"], "--rate"],
  ];
  for (const [args, name] of table) {
    const read = () => {
      const { flags } = parseFlags(command, args);
      flags.duration("duration");
      flags.number("rate", { min: 1, max: 100 });
      flags.instant("from");
    };
    assert.throws(
      read,
      (error: unknown) =>
        error instanceof PermanentError && error.exitCode === 2 && error.message.includes(name),
      args.join(" "),
    );
  }
});

Deno.test("help shows every flag and the examples", () => {
  const text = commandHelp(command);
  for (const name of ["--duration D", "--json", "--help", "deno task pump --duration 5s"]) {
    assert.ok(text.includes(name), name);
  }
});

Deno.test("a span that ends before it begins is a mistake of the command line", () => {
  const span = (from: string, to: string) => new Flags({ from, to }).span();
  assert.deepEqual(span("2026-01-01", "2026-01-02"), {
    from: Date.UTC(2026, 0, 1),
    to: Date.UTC(2026, 0, 2),
  });
  assert.deepEqual(new Flags({ to: "2026-01-02" }).span(), { to: Date.UTC(2026, 0, 2) });
  for (const to of ["2026-01-01", "2025-12-31"]) {
    assert.throws(() => span("2026-01-01", to), {
      exitCode: 2,
      message: /--from .* not before --to/,
    });
  }
});
