import assert from "node:assert/strict";
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";
import manifest from "kafkajs/package.json" with { type: "json" };
import { PermanentError } from "../../base/errors.ts";
import { patchKafkajs, requirePatchedVersion } from "./patch_kafkajs.ts";

Deno.test("any version of kafkajs but the one the patches were written for is refused, with the remedy", () => {
  for (const version of ["2.2.3", "2.2.5", "2.3.0", "3.0.0", "2.2.4-beta.1", ""]) {
    assert.throws(() => requirePatchedVersion(version), (error) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, /^Cannot patch kafkajs .*written for 2\.2\.4\. Set kafkajs to/);
      return true;
    });
  }
});

Deno.test("the installed kafkajs is the one the patches were written for, and is patched once", () => {
  requirePatchedVersion(manifest.version);
  patchKafkajs();
  const { scheduleCheckPendingRequests } = RequestQueue.prototype;
  patchKafkajs();
  assert.equal(RequestQueue.prototype.scheduleCheckPendingRequests, scheduleCheckPendingRequests);
});
