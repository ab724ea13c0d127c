import { runProgram } from "../run_program.ts";

/** A copy of the tracked files of the working tree, in which code may be changed; removed at dispose. */
export async function copyTree(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "trunkline_mutants_" });
  await runProgram("sh", ["-c", 'git ls-files -z | xargs -0 cp --parents -t "$0"', path]);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Does `work` while a file of the copy has another text. */
export async function whileChanged<T>(
  path: string,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, text);
  try {
    return await work();
  } finally {
    await Deno.writeTextFile(path, before);
  }
}
