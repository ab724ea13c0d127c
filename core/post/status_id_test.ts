import assert from "node:assert/strict";
import fc from "fast-check";
import { parseStreamEvent } from "./stream_event.ts";
import { statusIdOf } from "./status_id.ts";

const IDS = ["117000000000000001", "7", "01HZX3V9Q2W4Y6T8R0P1N3M5K7", "9n2ciuz1wdesFnrGJU", "12e4"];

const encoder = new TextEncoder();
const event = (message: string) => parseStreamEvent(encoder.encode(message));

/** Ways in which a delete's payload may name its status, each of which may be around another. */
const wrapped = fc.constantFrom(...IDS).chain((id) =>
  fc.array(
    fc.constantFrom(
      (value: unknown) => JSON.stringify(value),
      (value: unknown) => ({ id: value }),
      (value: unknown) => ({ stream: ["public"], id: value }),
      (value: unknown) => typeof value === "string" ? ` ${value}\n` : value,
    ),
    { maxLength: 5 },
  ).map((ways) => ({ id, payload: ways.reduce<unknown>((value, wrap) => wrap(value), id) }))
);

Deno.test("however an id is wrapped, a delete names the status", () => {
  fc.assert(fc.property(wrapped, ({ id, payload }) => {
    assert.equal(statusIdOf(payload), id);
    assert.deepEqual(event(JSON.stringify({ event: "delete", payload })), { type: "delete", id });
  }));
});

Deno.test("a number is an id with all its digits", () => {
  const forms = (id: string) => [
    id,
    `{"id":${id}}`,
    `"${id}"`,
    `" ${id} "`,
    `"{\\"id\\":${id}}"`,
    `"{\\"id\\": \\"${id}\\"}"`,
  ];
  for (const id of ["0", "42", "9007199254740993", "117000000000000001"]) {
    for (const payload of forms(id)) {
      assert.deepEqual(event(`{"event":"delete","payload":${payload}}`), { type: "delete", id });
    }
  }
});

Deno.test("what cannot be an id deletes nothing and is a dead letter", () => {
  for (
    const payload of [
      undefined,
      null,
      true,
      -1,
      1.5,
      "",
      " ",
      '"',
      '""',
      "'7'",
      "7 8",
      "null",
      "undefined",
      "[object Object]",
      "[7]",
      ["7"],
      {},
      { id: {} },
      { id: null },
      "{",
      "\0",
      "7".repeat(501),
    ]
  ) {
    const read = event(JSON.stringify({ event: "delete", payload }));
    assert.equal(read.type === "broken" && read.reason, "not_an_event", JSON.stringify(payload));
  }
});

Deno.test("property: no id has a quotation mark, white space or a control character", () => {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.json(), fc.string()), (payload) => {
    assert.doesNotMatch(statusIdOf(payload) ?? "", /["'\s\p{C}]/u);
  }));
});

Deno.test("an id that is nested as deep as JSON goes does not overflow the stack", () => {
  const depth = 100_000;
  const message = `{"event":"delete","payload":${'{"id":'.repeat(depth)}"7"${"}".repeat(depth)}}`;
  assert.deepEqual(event(message), { type: "delete", id: "7" });
  const noId = `{"event":"delete","payload":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  assert.equal(event(noId).type, "broken");
});

Deno.test("a post is the same post, however often its payload was encoded and its id written", () => {
  const status = (id: string) =>
    `{"id":${id},"created_at":"2026-11-29T10:01:00.000Z","content":"<p>hi</p>","visibility":"public",` +
    `"account":{"id":9,"acct":"ada"}}`;
  const id = "4242";
  const payloads = [`"${id}"`, id, `" ${id} "`, `"\\"${id}\\""`].map(status).flatMap((json) => [
    json,
    JSON.stringify(json),
    JSON.stringify(JSON.stringify(json)),
    JSON.stringify(` ${JSON.stringify(json)} `),
  ]);
  for (const name of ["update", "status.update"]) {
    for (const payload of payloads) {
      const read = event(`{"event":"${name}","payload":${payload}}`);
      assert.equal(read.type === "post" && read.status.id, id, payload);
    }
  }
});
