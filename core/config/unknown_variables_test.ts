import assert from "node:assert/strict";
import { PermanentError } from "../base/errors.ts";
import { refuseUnknown } from "./unknown_variables.ts";
import { VARIABLES } from "./variables.ts";

const refusal = (name: string, where?: string, value = "x") => {
  try {
    refuseUnknown([{ name, value, ...(where === undefined ? {} : { where }) }]);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof PermanentError && error.exitCode === 2);
    return error.message;
  }
};

Deno.test("every variable with any letter dropped, doubled, changed or swapped is refused in .env, with the right name", () => {
  const known = new Set<string>(VARIABLES);
  for (const name of VARIABLES) {
    for (let at = 1; at < name.length; at++) {
      const [head, letter = "", tail] = [name.slice(0, at), name[at], name.slice(at + 1)];
      const misspelt = [
        head + tail,
        head + letter + letter + tail,
        head + "X" + tail,
        head + (tail[0] ?? "") + letter + tail.slice(1),
      ];
      for (const wrong of misspelt) {
        if (known.has(wrong)) continue;
        const told = refusal(wrong, ".env line 7");
        assert.match(
          told ?? `${wrong} passes`,
          /\(\.env line 7\) is not a variable of Trunkline\./,
        );
        // A misspelling may be as near to another variable, as that of a name with _FILE is.
        assert.match(told ?? "", /Did you mean [A-Z_]+\?$/, wrong);
      }
    }
  }
});

Deno.test("names from memory and in small letters suggest the one that is meant", () => {
  const table = {
    KAFKA_BOOTSTRAP_SERVERS: "KAFKA_BOOTSTRAP",
    kafka_bootstrap: "KAFKA_BOOTSTRAP",
    KAFKA_BOOTSRAP: "KAFKA_BOOTSTRAP",
    PG_PASSWORD: "PG_PASS",
    PG_HOST: "PG_URL",
    MASTODON_TOKEN: "MASTODON_ACCESS_TOKEN",
    KAFKA_TOPICS: "KAFKA_TOPIC",
    RETENTION_DAY: "RETENTION_DAYS",
  };
  for (const [wrong, right] of Object.entries(table)) {
    assert.match(
      refusal(wrong, ".env line 1") ?? "",
      new RegExp(`Did you mean ${right}\\?$`),
      wrong,
    );
  }
  assert.match(
    refusal("KAFKA_ACKS") ?? "",
    /^KAFKA_ACKS is not a variable .*Remove it; \.env\.example/,
  );
});

Deno.test("variables of other programs are left alone", () => {
  const names = [
    "PATH",
    "CONTENT",
    "POSTGRES_PASSWORD",
    "KAFKA_HOME",
    "KAFKA_HEAP_OPTS",
    "PG_MAJOR",
  ];
  for (const name of [...names, "KAFKA_SERVICE_HOST", "KAFKA_PORT_9092_TCP_ADDR", ...VARIABLES]) {
    assert.equal(refusal(name), undefined, name);
  }
  assert.equal(refusal("KAFKA_PORT", undefined, "tcp://10.0.0.1:9092"), undefined);
  assert.equal(refusal("KAFKA_ACKS", undefined, ""), undefined, "an empty one counts as unset");
  assert.notEqual(refusal("CONTENT", ".env line 1"), undefined, ".env is ours");
});
