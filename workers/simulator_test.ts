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
  const { stats: sent } = await worker.report("status", ({ stats }) => stats["finished"] === 1);
  worker.drain();
  while (messages < Number(sent["events"])) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  socket.close();
  const end = await worker.report("stopped");
  await closed;
  assert.equal(end.stats.updates, 50);
  assert.equal(end.stats.events, messages);
});

Deno.test("while a reader is still behind, the simulator serves on after its last event", async () => {
  using worker = spawn({ rate: Infinity, posts: 3_000, token: "t" });
  const { stats } = await worker.report("ready");
  const { hostname, port } = new URL(String(stats.url));
  const reader = await Deno.connect({ hostname, port: Number(port) });
  await reader.write(new TextEncoder().encode(
    "GET /api/v1/streaming?stream=public&access_token=t HTTP/1.1\r\n" +
      `Host: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  ));
  // It does not read: what the server sends waits in the buffers of both sides.
  await new Promise((resolve) => setTimeout(resolve, 300));
  worker.drain();
  const { stats: sent } = await worker.report("status", ({ stats }) => stats["finished"] === 1);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const missed = await fetch(`${stats.url}/api/v1/timelines/public`, {
    headers: { authorization: "Bearer t", "user-agent": "test" },
  });
  assert.equal(missed.status, 200, "what was missed can still be fetched");
  await missed.body?.cancel();
  // The payload of each event names its kind once, outside of the quoted status.
  let events = 0;
  let rest = "";
  const text = new TextDecoder();
  for await (const chunk of reader.readable) {
    const now = rest + text.decode(chunk, { stream: true });
    events += now.split('"],"event":"').length - 1;
    rest = now.slice(-12).replace('"],"event":"', "");
    if (events >= Number(sent["events"])) break;
  }
  assert.equal(events, sent["events"]);
  await worker.report("stopped");
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
