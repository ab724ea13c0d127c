import assert from "node:assert/strict";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { causesOf } from "./errors.ts";
import { deniedAddress, networkErrorKind, networkErrorKindOf } from "./network_error.ts";

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error("connect failed", { cause }), { code });

Deno.test("a network error is read by its code, its name or its text, however deep it is wrapped", () => {
  const cases: readonly (readonly [unknown, ReturnType<typeof networkErrorKind>])[] = [
    [coded("ENOTFOUND"), "name"],
    [coded("EAI_AGAIN"), "name"],
    [new TypeError("dns error: failed to lookup address information"), "name"],
    [coded("ECONNREFUSED"), "refused"],
    [new Deno.errors.ConnectionRefused("Connection refused (os error 111)"), "refused"],
    [new TypeError("tcp connect error: Connection refused (os error 111)"), "refused"],
    [new Deno.errors.ConnectionReset("x"), "reset"],
    [new Deno.errors.BrokenPipe("x"), "reset"],
    [coded("EPIPE"), "reset"],
    [coded("EHOSTUNREACH"), "unreachable"],
    [new TypeError("tcp connect error: No route to host (os error 113)"), "unreachable"],
    [coded("ETIMEDOUT"), "timeout"],
    [new DOMException("Signal timed out.", "TimeoutError"), "timeout"],
    [new Error("Connection timeout"), "timeout"],
    [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "certificate"],
    [coded("CERT_HAS_EXPIRED"), "certificate"],
    [new Error("invalid peer certificate: UnknownIssuer"), "certificate"],
    [new Error("received corrupt message of type InvalidContentType"), "no_tls"],
    [coded("ERR_SSL_WRONG_VERSION_NUMBER"), "no_tls"],
    [coded("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR"), "tls"],
    [new Error("tls handshake eof"), "tls"],
    [new Deno.errors.NotCapable('Requires net access to "example.org:443"'), "permission"],
    [new Error("fetch failed", { cause: coded("ECONNREFUSED") }), "refused"],
    [new Error("a", { cause: new Error("b", { cause: coded("ENETUNREACH") }) }), "unreachable"],
    [new Error("the disk is full"), undefined],
    [coded("ENOSPC"), undefined],
    [undefined, undefined],
    ["timed out", undefined],
  ];
  for (const [error, kind] of cases) {
    assert.equal(networkErrorKind(error), kind, `${causesOf(error).join(" ← ")}`);
  }
});

Deno.test("the address in an error of fetch is not taken for its reason", () => {
  const error = new TypeError("error sending request for url (https://tls.certificate.example/)");
  assert.equal(networkErrorKind(error), undefined);
});

Deno.test("a SQLSTATE and an unknown code are no network errors", () => {
  for (const code of ["55P03", "57014", "40001", "toString", "", undefined]) {
    assert.equal(networkErrorKindOf(code), undefined);
  }
});

Deno.test("the errors of real sockets are read", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const plain = (async () => {
    for await (const connection of listener) {
      await connection.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
      connection.close();
    }
  })();
  const failed = (socket: ReturnType<typeof connect>) =>
    new Promise<unknown>((resolve) => socket.on("error", resolve).on("close", resolve));
  assert.equal(
    networkErrorKind(await fetch(`https://127.0.0.1:${port}`).catch((error) => error)),
    "no_tls",
  );
  const overTls = await failed(connectTls({ host: "127.0.0.1", port }));
  assert.ok(["no_tls", "tls", "reset"].includes(`${networkErrorKind(overTls)}`), `${overTls}`);
  listener.close();
  await plain;
  assert.equal(networkErrorKind(await failed(connect(port, "127.0.0.1"))), "refused");
  assert.equal(
    networkErrorKind(await Deno.connect({ hostname: "127.0.0.1", port }).catch((error) => error)),
    "refused",
  );
  assert.equal(
    networkErrorKind(await fetch(`http://127.0.0.1:${port}`).catch((error) => error)),
    "refused",
  );
});

Deno.test("the address that Deno denied is found in its words", () => {
  const denied = new Deno.errors.NotCapable('Requires net access to "b.example:9092", run again');
  assert.equal(deniedAddress(denied), "b.example:9092");
  assert.equal(deniedAddress(new Error("no")), undefined);
});
