import assert from "node:assert/strict";
import { parseArgs } from "@std/cli/parse-args";

Deno.test("parseArgs tells values, switches and the rest apart", () => {
  const args = parseArgs(["report", "--out", "x", "--json", "--port=80", "7"], {
    string: ["out", "from"],
    boolean: ["json", "help"],
  });
  const out: string | undefined = args.out;
  const json: boolean = args.json;
  assert.equal(out, "x");
  assert.equal(json, true);
  assert.equal(args.help, false);
  assert.equal(args.from, undefined);
  assert.equal(args["port"], "80");
  assert.deepEqual(args._, ["report", 7]);
  assert.deepEqual(parseArgs(["0012", "1e3"], { string: ["_"] })._, ["0012", "1e3"]);
});

Deno.test("parseArgs keeps digits and an empty value of a string flag, and takes the last", () => {
  const args = parseArgs(["--id=0012", "--name=", "--a=1", "--a", "2"], {
    string: ["id", "name", "a"],
  });
  assert.equal(args.id, "0012");
  assert.equal(args.name, "");
  assert.equal(args.a, "2");
});

Deno.test("parseArgs gives a string flag without a value the empty string", () => {
  const options = { string: ["out", "from"], boolean: ["json"] } as const;
  assert.equal(parseArgs(["--out"], options).out, "");
  assert.equal(parseArgs(["--out", "-"], options).out, "-");
  const args = parseArgs(["--out", "--json", "--from", "-1"], options);
  assert.deepEqual([args.out, args.json, args.from], ["", true, ""]);
});

Deno.test("parseArgs knows a flag by its alias", () => {
  const options = { string: ["rate"], boolean: ["help"], alias: { help: "h" } } as const;
  assert.equal(parseArgs(["-h"], options).help, true);
  assert.equal(parseArgs(["--rate", "3", "-h"], options).help, true);
  assert.equal(parseArgs(["--rate", "3"], options).help, false);
});

Deno.test("parseArgs asks about each argument that no option names", () => {
  const asked: unknown[] = [];
  const args = parseArgs(["go", "--out=x", "--oops", "--no-json", "--bad=1", "-x"], {
    string: ["out"],
    boolean: ["json"],
    unknown: (arg, key, value) => {
      asked.push([arg, key, value]);
      return arg === "go";
    },
  });
  assert.deepEqual(args, { _: ["go"], out: "x", json: false });
  assert.deepEqual(asked, [
    ["go", undefined, undefined],
    ["--oops", "oops", true],
    ["--no-json", "no-json", true],
    ["--bad=1", "bad", "1"],
    ["-x", "x", true],
  ]);
});

Deno.test("parseArgs leaves what follows a double dash alone", () => {
  assert.deepEqual(parseArgs(["--a", "--", "--no-b", "-c"], { boolean: ["a"] })._, [
    "--no-b",
    "-c",
  ]);
});
