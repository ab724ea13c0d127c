import assert from "node:assert/strict";
import { objectionTo } from "./streaming_address.ts";

Deno.test("a server is followed to its streaming host, but not in the clear and not into our own network", () => {
  const table: [string, string, RegExp | undefined][] = [
    ["https://m.example", "wss://streaming.m.example", undefined],
    ["https://m.example", "wss://m.example", undefined],
    ["https://m.example", "https://m.example", undefined],
    ["https://m.example", "wss://8.8.8.8:4000", undefined],
    ["https://m.example", "ws://streaming.m.example", /unencrypted/],
    ["https://m.example", "ws://m.example", /unencrypted/],
    ["https://m.example", "wss://127.0.0.1:5432", /own network/],
    ["https://m.example", "wss://0x7f.1:5432", /own network/],
    ["https://m.example", "wss://169.254.169.254", /own network/],
    ["https://m.example", "wss://172.20.0.3", /own network/],
    ["https://m.example", "wss://[::1]:9092", /own network/],
    ["https://m.example", "wss://[::ffff:10.0.0.1]", /own network/],
    ["https://m.example", "wss://localhost", /own network/],
    ["https://m.example", "file:///etc/passwd", /not an address of a stream/],
    ["https://10.0.0.1", "wss://10.0.0.2", undefined],
    ["http://127.0.0.1:3000", "ws://127.0.0.1:4000", undefined],
    ["http://mastodon:3000", "ws://10.0.0.2:4000", undefined],
  ];
  for (const [base, streaming, expected] of table) {
    const objection = objectionTo(new URL(streaming), new URL(base));
    if (expected === undefined) assert.equal(objection, undefined, streaming);
    else assert.match(objection ?? "", expected, streaming);
  }
});
