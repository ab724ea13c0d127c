/** `deno task faults [DIR]`: sends each input that once showed a fault through the real pipeline, and prints the results. */
import { messageOf } from "../core/base/errors.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { CASES } from "./faults/cases.ts";

const directory = Deno.args[0] ?? "../shared/data/faults";
const names = listOf(directory);
if (names === undefined) {
  console.error(`Cannot read ${directory}: it is no folder. Name the one with the inputs.`);
  Deno.exit(2);
}

await using broker = await embeddedBroker();
let wrong = 0;
for (const { file, right, run } of CASES) {
  const began = performance.now();
  const place = { path: `${directory}/${file}`, bootstrap: broker.bootstrap };
  const { ok, came } = names.has(file)
    ? await run(place).then((came) => ({ ok: true, came }), failed)
    : { ok: false, came: "the file is not there" };
  if (!ok) wrong++;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${ok ? "✓" : "✗"} ${file} (${seconds} s)\n    right: ${right}\n    came:  ${came}`);
}
const known = new Set([...CASES.map(({ file }) => file), "README.md"]);
for (const name of [...names].filter((each) => !known.has(each)).sort()) {
  console.log(`- ${name}\n    not replayed: nothing here says what is right`);
}
console.log(`\n${CASES.length - wrong} of ${CASES.length} as they should be`);
Deno.exitCode = wrong > 0 ? 1 : 0;

/** The files in a folder; undefined if the folder does not exist. */
function listOf(path: string): ReadonlySet<string> | undefined {
  try {
    return new Set(
      [...Deno.readDirSync(path)].filter((each) => each.isFile).map((each) => each.name),
    );
  } catch {
    return undefined;
  }
}

function failed(error: unknown): { readonly ok: false; readonly came: string } {
  return { ok: false, came: messageOf(error).replaceAll("\n", "\n           ") };
}
