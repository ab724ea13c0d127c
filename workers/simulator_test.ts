import assert from "node:assert/strict";
import { toPermissions } from "../core/supervision/grants.ts";
import type { Report } from "../core/supervision/protocol.ts";
import type { SimulatorConfig } from "./simulator.ts";

/** The worker, with its port and its file and nothing else. */
function spawn(config: SimulatorConfig) {
  const worker = new Worker(new URL("./simulator.ts", import.meta.url), {
    type: "module",
    deno: {
      permissions: toPermissions({
        net: [`127.0.0.1:${config.port ?? 0}`],
        ...(config.replay === undefined ? {} : { read: [config.replay] }),
      }),
    },
  });
  const reports: Report[] = [];
  let heard = () => {};
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    reports.push(data);
    heard();
  };
  worker.postMessage({ type: "start", config });
  return {
    drain: () => worker.postMessage({ type: "drain" }),
    async report<Type extends Report["type"]>(
      type: Type,
      isIt: (report: Report & { type: Type }) => boolean = () => true,
    ): Promise<Report & { type: Type }> {
      for (;;) {
        const found = reports.filter((report): report is Report & { type: Type } =>
          report.type === type
        ).find(isIt);
        if (found !== undefined) return found;
        const failed = reports.find((report) => report.type === "failed");
        assert.equal(failed, undefined, JSON.stringify(failed));
        await new Promise<void>((resolve) => heard = resolve);
      }
    },
    [Symbol.dispose]: () => worker.terminate(),
  };
}

Deno.test("the simulator runs on its port alone and reports its journal when it has drained", async () => {
  using worker = spawn({ rate: 1_000, posts: 50, token: "t", lateShare: 0.1 });
  const { stats } = await worker.report("ready");
  const socket = new WebSocket(`${stats.url}/api/v1/streaming?stream=public`, ["t"]);
  let messages = 0;
  const closed = new Promise<void>((resolve) => socket.onclose = () => resolve());
  socket.onmessage = () => messages++;
  // Edits and deletes come between: as many messages are not as many posts.
  await worker.report("status", ({ stats }) => stats["finished"] === 1);
  worker.drain();
  const end = await worker.report("stopped");
  await closed;
  assert.equal(end.stats.updates, 50);
  assert.equal(end.stats.events, messages);
});

Deno.test("the simulator says in words that a file or a port is not to be had", async () => {
  using missing = spawn({ replay: "/nowhere/posts.jsonl" });
  const failed = await missing.report("failed");
  assert.match(failed.message, /^Cannot replay \/nowhere\/posts\.jsonl: /);
  assert.equal(failed.exitCode, 2);

  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using worker = spawn({ port: taken.addr.port });
  const { message, permanent } = await worker.report("failed");
  taken.close();
  assert.match(message, /port \d+ of 127\.0\.0\.1 is in use/);
  assert(permanent);
});
