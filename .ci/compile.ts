/** `deno task compile`: one binary, `dist/trunkline`, with all files that a command loads at run time. */

/** The arguments of `deno compile`, from the repository's root; every worker is embedded, and no test. */
export function compileArguments(output: string, commandFlags: readonly string[]): string[] {
  const workers = [...Deno.readDirSync("workers")].map(({ name }) => `workers/${name}`)
    .filter((path) => path.endsWith(".ts") && !path.endsWith("_test.ts")).sort();
  const embedded = [...workers, "migrations", "models", "core/charts/fonts/fonts.pack"];
  return [
    "compile",
    ...commandFlags,
    "--exclude-unused-npm",
    ...embedded.flatMap((path) => ["--include", path]),
    "-o",
    output,
    "main.ts",
  ];
}

/** The flags that `deno task consume` passes to Deno, except `-q`: a binary serves every command, also one with a backlog. */
export function commandFlags(): readonly string[] {
  const { tasks }: { tasks: { consume: { command: string } } } = JSON.parse(
    Deno.readTextFileSync("deno.json"),
  );
  const words = tasks.consume.command.split(" ");
  return words.slice(words.indexOf("run") + 1, words.indexOf("main.ts")).filter((w) => w !== "-q");
}

if (import.meta.main) {
  const args = compileArguments("dist/trunkline", commandFlags());
  const { code } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
  Deno.exit(code);
}
