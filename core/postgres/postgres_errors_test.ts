import assert from "node:assert/strict";
import { explainPostgresError, isOutage } from "./postgres_errors.ts";

const CONNECTION = { host: "db.example", port: 5432, database: "d", username: "u", password: "p" };

Deno.test("what is away for now is an outage, in the server's words and in ours; what is wrong is none", () => {
  const away = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "CONNECT_TIMEOUT", "57P03", "53300"];
  const wrong = ["28P01", "3D000", "42P01", "25006", "57014", "TLS_UNAVAILABLE", "22P02"];
  for (const code of [...away, ...wrong]) {
    const error = Object.assign(new Error("as it came"), { code });
    assert.equal(isOutage(error), away.includes(code), code);
    assert.equal(isOutage(explainPostgresError(error, CONNECTION)), away.includes(code), code);
  }
});
