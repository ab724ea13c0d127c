/** Checks what `deno task compile` embeds in the binary, as far as possible without a download. */
import assert from "node:assert/strict";
import { commandFlags, compileArguments } from "../.ci/compile.ts";
import { runProgram } from "../testing/run_program.ts";

const root = new URL("../", import.meta.url).pathname;

const MB = 1e6;

Deno.test("the binary holds every worker, every migration, the model and the fonts, and no test", async () => {
  const out = await Deno.makeTempDir({ prefix: "trunkline_compile_" });
  try {
    const [compile = "", ...args] = compileArguments(`${out}/trunkline`, commandFlags());
    await runProgram(Deno.execPath(), [compile, "-q", "--no-check", ...args], {
      cwd: root,
      // The runtime for binaries would be downloaded; Deno itself in its place lets the embedding run.
      env: { DENORT_BIN: Deno.execPath() },
    });

    const embedded = [
      ...await filesOf("workers", (name) => name.endsWith(".ts") && !name.endsWith("_test.ts")),
      ...await filesOf("migrations", () => true),
      ...await filesOf("models/posts", (name) => /\.(json|md)$/.test(name)),
    ];
    assert.ok(embedded.length > 10, embedded.join());
    const binaryFile = `${out}/trunkline`;
    const missing = await notIn(binaryFile, embedded);
    assert.deepEqual(missing, [], "not in the binary");
    const isTest = (name: string) => name.endsWith("_test.ts");
    const tests = [
      ...await filesOf("workers", isTest),
      ...await filesOf("testing", () => true),
      ...await filesOf("core/postgres", isTest),
      ...await filesOf("chaos", () => true),
    ];
    assert.ok(tests.length > 20, tests.join());
    const absent = new Set(await notIn(binaryFile, tests));
    assert.deepEqual(tests.filter((path) => !absent.has(path)), [], "tests are in the binary");
    const fonts = await Deno.stat(`${root}core/charts/fonts/fonts.pack`);
    const [binary, runtime] = await Promise.all([
      Deno.stat(`${out}/trunkline`),
      Deno.stat(Deno.execPath()),
    ]);
    assert.ok(binary.size > runtime.size + fonts.size, "the fonts are in it too");
    const payload = (binary.size - runtime.size) / MB;
    // @tensorflow/tfjs alone takes 220 MB: its package contains bundles beside the modules that are imported. The language
    // detector, the metrics client and the model of six languages take some 30 MB.
    assert.ok(
      payload < 440,
      `${payload.toFixed(0)} MB beside the runtime: what came in that is not used?`,
    );
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});

/** The files that are not in the binary. */
async function notIn(binary: string, paths: readonly string[]): Promise<string[]> {
  const lines = new Map<string, string>();
  for (const path of paths) lines.set(await tellingLine(path), path);
  const needles = `${binary}.needles`;
  await Deno.writeTextFile(needles, [...lines.keys()].join("\n"));
  const grep = ["-a", "-o", "-F", "-f", needles, binary];
  const none = () => ""; // grep's exit status is 1 then
  const output = await runProgram("grep", grep, { env: { LC_ALL: "C" } }).catch(none);
  const found = new Set(output.split("\n"));
  return [...lines].filter(([line]) => !found.has(line)).map(([, path]) => path);
}

async function filesOf(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(root + folder)) {
    if (isFile && wanted(name)) names.push(`${folder}/${name}`);
  }
  return names;
}

/** The longest line of a file, which identifies it. */
async function tellingLine(path: string): Promise<string> {
  const lines = (await Deno.readTextFile(root + path)).split("\n").map((line) => line.trim());
  return lines.reduce((longest, line) => line.length > longest.length ? line : longest).slice(
    0,
    400,
  );
}
