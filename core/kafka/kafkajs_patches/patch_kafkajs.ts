import manifest from "kafkajs/package.json" with { type: "json" };
import { PermanentError } from "../../base/errors.ts";
import { patchJoinGroup } from "./join_group.ts";
import { patchRequestQueue } from "./request_queue.ts";
import { patchFetchDecoder } from "./fetch_decoder.ts";
import { patchFetchWait } from "./fetch_wait.ts";
import { patchProduceEncoder } from "./produce_encoder.ts";
import { patchSeekOffsets } from "./seek_first.ts";

/** The version whose internals the patches of this folder were written against. */
const PATCHED_VERSION = "2.2.4";
let patched = false;

/**
 * Applies the patches of this folder (README.md) to kafkajs, once in a worker.
 *
 * @throws {PermanentError} if another version of kafkajs is installed
 */
export function patchKafkajs(): void {
  if (patched) return;
  requirePatchedVersion(manifest.version);
  patchRequestQueue();
  patchFetchDecoder();
  patchFetchWait();
  patchProduceEncoder();
  patchJoinGroup();
  patchSeekOffsets();
  patched = true;
}

/**
 * Refuses any other version, patch releases too: the patches replace functions that are not part of kafkajs' interface,
 * and one that has changed would lose or invent records rather than fail.
 */
export function requirePatchedVersion(installed: string): void {
  if (installed === PATCHED_VERSION) return;
  throw new PermanentError(
    `Cannot patch kafkajs ${installed}: the patches were written for ${PATCHED_VERSION}. ` +
      `Set kafkajs to ${PATCHED_VERSION} in deno.json, or check each patch against ${installed} as ` +
      "core/kafka/kafkajs_patches/README.md says and raise PATCHED_VERSION",
  );
}
