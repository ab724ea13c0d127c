/** Steps of `deno task ok` and `deno task test`: they run a command and count tests. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** Runs `deno ARGS` and says how long it took; a step that fails counts as one failed test. */
export async function step(name: string, args: readonly string[]): Promise<Tally> {
  const began = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: [...args] })
    .output();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (success) return NOTHING;
  for (const part of [stdout, stderr]) console.error(new TextDecoder().decode(part).trimEnd());
  return { ...NOTHING, failed: 1 };
}

/**
 * Runs `deno test ARGS` with `env` added to the variables of the process, shows the output, and counts the tests in the
 * JUnit report. A run that fails without a failed test (a compile error, a leak at the end) counts as one failure.
 */
export async function tests(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Tally> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const began = performance.now();
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-q", "-P", "--no-check", `--junit-path=${report}`, ...args],
    env,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  const tally = count(await Deno.readTextFile(report));
  await Deno.remove(report);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  return success || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Counts the tests of a JUnit report; steps within a test do not count. */
function count(xml: string): Tally {
  const number = (tag: string, name: string) =>
    Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
  return [...xml.matchAll(/<testsuite [^>]*>/g)].map(([tag]) => {
    const failed = number(tag, "failures") + number(tag, "errors");
    const skipped = number(tag, "disabled") + number(tag, "skipped");
    return { passed: number(tag, "tests") - failed - skipped, failed, skipped };
  }).reduce(add, NOTHING);
}
