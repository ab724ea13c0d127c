import type { Buffer } from "node:buffer";
import fetchRequests from "kafkajs/src/protocol/requests/fetch/index.js";
import Decoder from "kafkajs/src/protocol/decoder.js";
import { FetchEnd } from "./fetch_end.ts";
import { fetchedBatches, type FetchedMessage } from "./fetched_batches.ts";

/** A fetch response as kafkajs (2.2.4) understands it. */
interface FetchResponse {
  readonly throttleTime: 0;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly ReturnType<typeof readPartition>[];
  }[];
}

/** Errors of one partition that last until its log is repaired: for these kafkajs would stop all partitions. */
const BROKEN_LOG: ReadonlyMap<number, string> = new Map([
  [2, "CORRUPT_MESSAGE"],
  [76, "UNSUPPORTED_COMPRESSION_TYPE"],
]);

/**
 * Replaces the fetch decoder of kafkajs 2.2.4, which knows one codec of four, checks no CRC, stops every partition for a
 * batch that it cannot read, lets through records of aborted transactions that overlap, and makes a dozen objects of each
 * record, most of which are never used.
 */
export function patchFetchDecoder(): void {
  // Not imported as fetch/v11/response.js: if another module loads that file first, Deno looks it up on disk at each
  // `require`, and kafkajs requires it for every fetch.
  const { response } = fetchRequests.protocol({ version: 11 })({ topics: [], maxWaitTime: 0 });
  response.decode = (raw: Buffer) => Promise.resolve(decodeFetch(raw));
}

/** Reads a fetch response, version 11, which every Kafka since 2.3 speaks. */
export function decodeFetch(raw: Buffer): FetchResponse {
  const decoder = new Decoder(raw);
  return {
    // As in kafkajs: the broker did not wait but asks the client to (clientSideThrottleTime).
    throttleTime: 0,
    clientSideThrottleTime: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    sessionId: decoder.readInt32(),
    responses: decoder.readArray(() => ({
      topicName: decoder.readString(),
      partitions: decoder.readArray(() => readPartition(decoder)),
    })),
  };
}

function readPartition(decoder: Decoder) {
  const partition = decoder.readInt32();
  const errorCode = decoder.readInt16();
  const highWatermark = decoder.readInt64().toString();
  const lastStableOffset = decoder.readInt64().toString();
  const lastStartOffset = decoder.readInt64().toString();
  const aborted = decoder.readArray(() => ({
    producerId: decoder.readInt64().toString(),
    firstOffset: decoder.readInt64().toString(),
  }));
  const preferredReadReplica = decoder.readInt32();
  const size = decoder.readInt32();
  const bytes = size <= 0 || !decoder.canReadBytes(size) ? undefined : decoder.readBytes(size);
  const brokenLog = BROKEN_LOG.get(errorCode);
  const messages: FetchedMessage[] = brokenLog !== undefined
    ? [
      new FetchEnd(-1, {
        nextOffset: undefined,
        state: `is one that the broker cannot read (${brokenLog})`,
      }),
    ]
    : bytes === undefined
    ? []
    : fetchedBatches(bytes, { endOffset: Number(highWatermark), aborted });
  return {
    partition,
    errorCode: brokenLog === undefined ? errorCode : 0,
    highWatermark,
    lastStableOffset,
    lastStartOffset,
    // Their records are left out already.
    abortedTransactions: [],
    preferredReadReplica,
    messages,
  };
}
