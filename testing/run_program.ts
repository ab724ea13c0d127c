interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input. */
  readonly input?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs a program to its end and returns what it wrote to standard output. Throws with all that it wrote if it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { input = "", ...options }: Options = {},
): Promise<string> {
  const child = new Deno.Command(program, {
    ...options,
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // A program that reads nothing may end before it is written to.
  const writing = new Blob([input]).stream().pipeTo(child.stdin).catch(() => {});
  const { success, code, stdout, stderr } = await child.output();
  await writing;
  const text = new TextDecoder().decode(stdout);
  if (success) return text;
  const said = `${text}${new TextDecoder().decode(stderr)}`.trim();
  throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${said}`);
}

/** Whether a program is there and succeeds. */
export async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return await runProgram(program, args).then(() => true, () => false);
}

/** A port of loopback that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
