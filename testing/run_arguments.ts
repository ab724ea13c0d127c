const { tasks }: { tasks: Readonly<Record<string, { command: string }>> } = JSON.parse(
  await Deno.readTextFile(new URL("../deno.json", import.meta.url)),
);

/**
 * What `deno task NAME` gives to Deno before the script: `run` and its flags; those of `run` for what is no command. Tests
 * and benches start it so too.
 */
export function runArguments(name = "run"): readonly string[] {
  const { command = "" } = tasks[name] ?? tasks["run"] ?? {};
  const words = command.split(" ");
  const script = words.indexOf("main.ts");
  if (words[0] !== "deno" || script < 0) {
    throw new Error(`Cannot start as a user does: deno.json has the task "${command}"`);
  }
  return words.slice(1, script);
}
