export interface TestRun {
  /** `late`: no test ended for longer than the limit. */
  readonly result: "passed" | "failed" | "late";
  /** The first test that failed; undefined where the run failed for another reason. */
  readonly failed?: string | undefined;
}

interface Options {
  readonly cwd: string;
  /** How long no test may end before the run is killed. */
  readonly silenceMaxMs: number;
  /** Folder for what V8 tells of the lines that ran. */
  readonly coverage?: string;
  /** Part of the names of the tests that run; all by default. */
  readonly filter?: string;
}

/** Runs test files in their order, on embedded servers, until a test fails. */
export async function runTests(
  files: readonly string[],
  { cwd, silenceMaxMs, coverage, filter }: Options,
): Promise<TestRun> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["test", "-q", "-P", "--no-check", "--fail-fast"],
      ...coverage === undefined ? [] : [`--coverage=${coverage}`, "--coverage-raw-data-only"],
      ...filter === undefined ? [] : ["--filter", filter],
      ...files,
    ],
    cwd,
    env: { TEST_PG_URL: "", TEST_KAFKA: "", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let isLate = false;
  const kill = () => {
    isLate = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(kill, silenceMaxMs);
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    clearTimeout(timer);
    timer = setTimeout(kill, silenceMaxMs);
  }
  const { success } = await child.status.finally(() => clearTimeout(timer));
  if (isLate) return { result: "late" };
  if (success) return { result: "passed" };
  return {
    result: "failed",
    failed: /^(.+) \.\.\. FAILED/m.exec(output)?.[1],
  };
}
