import type { ConsumerConfig } from "../workers/consumer.ts";
import type { Report } from "../core/supervision/protocol.ts";

/** A consumer in a process of its own. */
export interface ConsumerProcess extends AsyncDisposable {
  readonly reports: readonly Report[];
  /** SIGKILL; resolves once it is gone. */
  kill(): Promise<void>;
  /** SIGTERM: finish, commit, close; resolves to the exit code. */
  drain(): Promise<number>;
  readonly exited: Promise<number>;
}

/** Starts one, with the permissions that the supervisor would give it. */
export function startConsumer(config: ConsumerConfig): ConsumerProcess {
  const { kafka, postgres } = config;
  const grants = { net: [...kafka.bootstrap, `${postgres.host}:${postgres.port}`] };
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "-A", "--ignore-env"],
      ...["--config", new URL("../deno.json", import.meta.url).pathname],
      new URL("./consumer_runner.ts", import.meta.url).pathname,
      JSON.stringify({ config, grants }),
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reports: Report[] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end; (end = text.indexOf("\n")) >= 0; text = text.slice(end + 1)) {
        reports.push(JSON.parse(text.slice(0, end)));
      }
    }
  })().catch(() => {});
  const exited = child.status.then(async ({ code }) => {
    await reading;
    return code;
  });
  let gone = false;
  void exited.then(() => gone = true);
  const kill = async () => {
    if (!gone) child.kill("SIGKILL");
    await exited;
  };
  return {
    reports,
    exited,
    kill,
    drain() {
      child.kill("SIGTERM");
      return exited;
    },
    [Symbol.asyncDispose]: kill,
  };
}
