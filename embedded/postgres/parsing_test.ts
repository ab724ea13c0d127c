import assert from "node:assert/strict";
import { parsePostmasterFile } from "./postmaster_file.ts";
import { lastFatal } from "./server_log.ts";
import { findUser } from "./server_user.ts";
import { serverSettings } from "./settings.ts";

Deno.test("postmaster.pid is read at every length that a starting server leaves it in", () => {
  const whole = "4711\n/srv/data\n1790000000\n5433\n\n127.0.0.1\n  5439  12\nready   \n";
  assert.deepEqual(parsePostmasterFile(whole), { pid: 4711, port: 5433, status: "ready" });
  for (let length = 0; length < whole.length; length++) {
    const file = parsePostmasterFile(whole.slice(0, length));
    assert.notEqual(length < whole.indexOf("ready") + 5 ? file?.status : undefined, "ready");
  }
  assert.equal(parsePostmasterFile(""), undefined);
  assert.equal(parsePostmasterFile("-1\n"), undefined);
});

Deno.test("the last words are the FATAL with its reason and detail, not what stands around it", () => {
  assert.equal(
    lastFatal(`
2026-01-01 00:00:00.000 UTC [1] FATAL:  of an earlier day
2026-01-01 00:00:00.000 UTC [1] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
2026-01-01 00:00:00.000 UTC [1] HINT:  Is another postmaster already running on port 1?
2026-01-01 00:00:00.000 UTC [1] WARNING:  could not create listen socket for "127.0.0.1"
2026-01-01 00:00:00.000 UTC [1] FATAL:  could not create any TCP/IP sockets
2026-01-01 00:00:00.000 UTC [1] LOG:  database system is shut down`),
    `could not bind IPv4 address "127.0.0.1": Address already in use; could not create any TCP/IP sockets`,
  );
  assert.equal(
    lastFatal("x UTC [1] LOG:  database system is shut down\n"),
    "database system is shut down",
  );
  assert.equal(lastFatal("\n"), undefined);
});

Deno.test("root's server runs as postgres, else as nobody, and never as root", () => {
  const nobody = "nobody:x:65534:65534:nobody:/:/bin/false";
  assert.deepEqual(findUser(`root:x:0:0::/:\n${nobody}\n`), { uid: 65534, gid: 65534 });
  assert.deepEqual(findUser(`${nobody}\npostgres:x:101:104::/:\n`), { uid: 101, gid: 104 });
  assert.equal(findUser("root:x:0:0::/:\npostgres:x:0:0::/:\n"), undefined);
});

Deno.test("a path with quotes stays one setting", () => {
  const text = serverSettings({ port: 1, hba: "/it's/a\\b" });
  assert.ok(text.includes("hba_file = '/it''s/a\\\\b'\n"));
});
