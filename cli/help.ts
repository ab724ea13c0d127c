import type { Command } from "./command.ts";

/** The text of `NAME --help`. */
export function commandHelp(command: Command): string {
  const usage = [command.name, command.arguments, "[flags]"].filter((part) => part !== undefined);
  const flags = Object.entries({ ...command.flags, help: { help: "show this text" } }).map(
    ([name, flag]) =>
      [
        "value" in flag && flag.value !== undefined ? `--${name} ${flag.value}` : `--${name}`,
        flag.help,
      ] as const,
  );
  return [
    `${command.name}: ${command.summary}`,
    "",
    `Usage: deno task ${usage.join(" ")}`,
    "",
    ...columns(flags),
    "",
    "Examples:",
    ...columns(command.examples.map(([line, what]) => [`deno task ${line}`, what])),
  ].join("\n");
}

/** The text of `--help` without a command. */
export function overview(commands: readonly Command[]): string {
  return [
    "Trunkline: exact live analytics of a Mastodon stream, in PostgreSQL.",
    "",
    "Usage: deno task COMMAND [flags]      details: deno task COMMAND --help",
    "",
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    "Start with: deno task demo --duration 30s",
    "Settings are environment variables, or lines of the file .env; .env.example explains each.",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
