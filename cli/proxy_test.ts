import assert from "node:assert/strict";
import { TinyMastodon, tinyStatus } from "../testing/tiny_mastodon.ts";
import { startCommand } from "../testing/trunkline_command.ts";
import { WORKERS } from "../workers/registry.ts";

Deno.test("a proxy in the environment does not stand between Trunkline and a server on this machine", async () => {
  await using server = new TinyMastodon();
  const home = await Deno.makeTempDir();
  // Nothing listens there. Deno's own fetch would go there, whatever the permissions of the worker.
  const dead = "http://127.0.0.1:9";
  {
    await using command = startCommand(["produce", "--json"], {
      TRUNKLINE_HOME: home,
      MASTODON_BASE_URL: server.baseUrl,
      MASTODON_ACCESS_TOKEN: "token",
      HTTP_PROXY: dead,
      ALL_PROXY: dead,
    });
    await Promise.race([
      server.subscribed(1),
      command.ended.then(({ stderr }) => assert.fail(stderr)),
    ]);
    server.send("update", tinyStatus({ id: "1" }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    command.kill("SIGINT");
    const { code, stdout, stderr } = await command.ended;
    assert.equal(code, 0, stderr);
    assert.equal((JSON.parse(stdout) as { events: number }).events, 1);
  }
  await Deno.remove(home, { recursive: true });
});

Deno.test("a proxy adds its own address to the producer's permissions and nothing else", () => {
  const net = (baseUrl: string, proxies?: { https: string; except: readonly string[] }) =>
    WORKERS.producer.grants({
      mastodon: { baseUrl, stream: "public", ...(proxies === undefined ? {} : { proxies }) },
      instance: "m.example",
      kafka: { bootstrap: ["k:9092"] },
      topics: { stream: "s", errors: "e" },
      partitions: 1,
      consent: "default",
      filters: { keywords: [], languages: [] },
      spool: { directory: "/s", maxBytes: 1 },
    }).net;
  const proxies = { https: "http://ana:p@proxy.example:3128/", except: ["near.example"] };
  assert.deepEqual(net("https://m.example"), ["m.example:443", "k:9092"]);
  assert.deepEqual(net("https://m.example", proxies), [
    "m.example:443",
    "proxy.example:3128",
    "k:9092",
  ]);
  for (const direct of ["https://near.example", "http://m.example", "https://127.0.0.1:1"]) {
    assert.equal(net(direct, proxies)?.length, 2, direct);
  }
});
