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

interface TestOptions {
  /** Added to the variables of the process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files that fail run once more. */
  readonly retry?: boolean;
}

/** More files than this that fail are no accident of timing: they are not tried again. */
const RETRIED_FILES_MAX = 6;

/**
 * Runs `deno test ARGS`, shows the output, and counts the tests in the JUnit report. A run that fails without a failed test (a compile error, a leak at the end) counts as one failure.
 *
 * With `retry`, the files that failed run once more, one at a time, and that run decides about them: suites that kill
 * servers and wait for bounds share the machine with others. Which ones needed it is said, since each is worth mending.
 */
export async function tests(
  name: string,
  args: readonly string[],
  { env = {}, retry = false }: TestOptions = {},
): Promise<Tally> {
  const first = await run(name, args, env);
  const files = filesThatFailed(first);
  if (!retry || files.length === 0 || files.length > RETRIED_FILES_MAX || files.includes("")) {
    return first.reduce(add, NOTHING);
  }
  console.log(`Failed, and tried once more alone: ${files.join(", ")}`);
  const second = await run(`${name}, second try`, files, env);
  const again = filesThatFailed(second);
  const flaky = files.filter((file) => !again.includes(file) && !again.includes(""));
  if (flaky.length > 0) console.log(`FLAKY   passed when tried alone: ${flaky.join(", ")}`);
  return [...first.filter(({ failed }) => failed === 0), ...second].reduce(add, NOTHING);
}

/** The tests of one file. `file` is "" where a run fails without a failed test. */
interface Suite extends Tally {
  readonly file: string;
}

async function run(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Suite[]> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const began = performance.now();
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-q", "-P", "--no-check", `--junit-path=${report}`, ...args],
    env,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  const suites = read(await Deno.readTextFile(report));
  await Deno.remove(report);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  const noted = suites.some(({ failed }) => failed > 0);
  return success || noted ? suites : [...suites, { ...NOTHING, failed: 1, file: "" }];
}

function filesThatFailed(suites: readonly Suite[]): string[] {
  return suites.filter(({ failed }) => failed > 0).map(({ file }) => file);
}

/** Reads a JUnit report, one suite a file; steps within a test do not count. */
function read(xml: string): Suite[] {
  const text = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  const number = (tag: string, name: string) => Number(text(tag, name));
  return [...xml.matchAll(/<testsuite [^>]*>/g)].map(([tag]) => {
    const failed = number(tag, "failures") + number(tag, "errors");
    const skipped = number(tag, "disabled") + number(tag, "skipped");
    const passed = number(tag, "tests") - failed - skipped;
    return { file: text(tag, "name"), passed, failed, skipped };
  });
}
