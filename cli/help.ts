import { type TerminalLocale, translate } from "./translate.ts";
import type { Command } from "./command.ts";

/** The text of `NAME --help`. */
export function commandHelp(command: Command, locale: TerminalLocale = "en"): string {
  const say = (text: string) => translate(text, locale);
  const usage = [command.name, command.arguments, "[flags]"].filter((part) => part !== undefined);
  const flags = Object.entries({ ...command.flags, help: { help: "show this text" } }).map(
    ([name, flag]) =>
      [
        "value" in flag && flag.value !== undefined ? `--${name} ${flag.value}` : `--${name}`,
        say(flag.help),
      ] as const,
  );
  return [
    `${command.name}: ${say(command.summary)}`,
    "",
    say(`Usage: deno task ${usage.join(" ")}`),
    "",
    ...columns(flags),
    "",
    say("Examples:"),
    ...columns(command.examples.map(([line, what]) => [`deno task ${line}`, say(what)])),
  ].join("\n");
}

/** The text of `--help` without a command. */
export function overview(commands: readonly Command[], locale: TerminalLocale = "en"): string {
  const say = (text: string) => translate(text, locale);
  return [
    "Trunkline: exact live analytics of a Mastodon stream, in PostgreSQL.",
    "",
    "Usage: deno task COMMAND [flags]      details: deno task COMMAND --help",
    "       deno run -P main.ts --version",
    "",
    ...columns(commands.map(({ name, summary }) => [name, say(summary)])),
    "",
    "Start with: deno task demo --duration 30s",
    "Settings are environment variables, or lines of the file .env; .env.example explains each.",
  ].map((line) => say(line)).join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
