/** A consumer in a process of its own, to be killed: its worker with its permissions, its reports as lines of JSON. */
import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import type { Report } from "../core/supervision/protocol.ts";

const { config, grants }: { config: unknown; grants: Grants } = JSON.parse(Deno.args[0] ?? "{}");
const worker = new Worker(new URL("../workers/consumer.ts", import.meta.url), {
  type: "module",
  deno: { permissions: toPermissions(grants) },
});
worker.onmessage = ({ data }: MessageEvent<Report>) => {
  if (data.type === "beat") return;
  console.log(JSON.stringify(data));
  if (data.type === "stopped" || data.type === "failed") {
    Deno.exit(data.type === "stopped" ? 0 : 1);
  }
};
worker.postMessage({ type: "start", config });
Deno.addSignalListener("SIGTERM", () => worker.postMessage({ type: "drain" }));
