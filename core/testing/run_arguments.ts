const config = new URL("../../deno.json", import.meta.url);

/** What `deno task run` gives to Deno before the script: `run` and its flags. Tests and benches start it so too. */
export const RUN_ARGUMENTS: readonly string[] = argumentsOf(
  JSON.parse(await Deno.readTextFile(config)).tasks.run.command,
);

function argumentsOf(command: string): string[] {
  const words = command.split(" ");
  const script = words.indexOf("main.ts");
  if (words[0] !== "deno" || script < 0) {
    throw new Error(`Cannot start as a user does: deno.json has the task "${command}"`);
  }
  return words.slice(1, script);
}
