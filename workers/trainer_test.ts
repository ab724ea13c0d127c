import assert from "node:assert/strict";
import type { Command, Report } from "../core/supervision/protocol.ts";

/** Runs a worker to its end with these permissions and no other. */
function run(
  name: string,
  config: unknown,
  grants: { read?: string[]; write?: string[] },
): Promise<Report> {
  const worker = new Worker(new URL(`./${name}.ts`, import.meta.url), {
    type: "module",
    // @ts-ignore: `deno` is Deno's own worker option; the web's type does not know it.
    deno: { permissions: { ...grants } },
  });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.type !== "stopped" && data.type !== "failed") return;
      worker.terminate();
      resolve(data);
    };
    worker.postMessage({ type: "start", config } satisfies Command);
  });
}

Deno.test("trainer and scorer do their work with files alone: no net, no environment", async () => {
  const d = await Deno.makeTempDir();
  try {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `"${i % 2 * 4}","${i}","d","q","u","${i % 2 ? "love" : "hate"} day ${i % 7}"`,
    );
    await Deno.writeTextFile(`${d}/data.csv`, rows.join("\n"));
    const config = { task: "train", data: `${d}/data.csv`, model: `${d}/model` };
    const trained = await run("trainer", config, { read: [d], write: [d] });
    assert.equal(trained.type, "stopped", JSON.stringify(trained));

    const deep = { ...config, architecture: "deep", model: `${d}/deep` };
    const deeper = await run("trainer", deep, { read: [d], write: [d] });
    assert.equal(deeper.type, "stopped", JSON.stringify(deeper));

    const measured = await run("trainer", { ...config, task: "evaluate" }, { read: [d] });
    assert.ok(measured.type === "stopped");
    assert.ok(JSON.parse(String(measured.stats["json"])).polar.accuracy.value > 0.95);

    await Deno.writeTextFile(`${d}/in.csv`, "text\nlove day\n\nhate day\n");
    const scored = await run("scorer", {
      model: `${d}/model`,
      input: `${d}/in.csv`,
      output: `${d}/out.csv`,
    }, { read: [d], write: [d] });
    assert.ok(scored.type === "stopped" && scored.stats["scored"] === 2, JSON.stringify(scored));

    const refused = await run("trainer", { ...config, data: "/etc/hostname" }, { read: [d] });
    assert.ok(refused.type === "failed" && refused.permanent);
  } finally {
    await Deno.remove(d, { recursive: true });
  }
});
