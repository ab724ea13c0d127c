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

/** Errors of one partition that come again until someone mends its log: kafkajs would give up all partitions for them. */
const BROKEN_LOG: ReadonlyMap<number, string> = new Map([
  [2, "CORRUPT_MESSAGE"],
  [76, "UNSUPPORTED_COMPRESSION_TYPE"],
]);

/**
 * Reads fetches in place of kafkajs (2.2.4), which knows one codec of four, checks no CRC, gives up every partition for a
 * batch that it cannot read, lets through records of aborted transactions where two of them overlap, and makes a dozen
 * objects of each record, big numbers for offset and time among them, of which most are never looked at.
 */
export function readFetchesLightly(): void {
  // Not imported by name: Deno looks on the disk at each `require` of a file that was first loaded by somebody else, and
  // kafkajs requires it for every fetch.
  const { response } = fetchRequests.protocol({ version: 11 })({ topics: [], maxWaitTime: 0 });
  response.decode = (raw: Buffer) => Promise.resolve(lightFetch(raw));
}

/** Reads a fetch response, version 11, which every Kafka since 2.3 speaks. */
export function lightFetch(raw: Buffer): FetchResponse {
  const decoder = new Decoder(raw);
  return {
    // The broker has not waited: it asks us to.
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
    // They are left out already.
    abortedTransactions: [],
    preferredReadReplica,
    messages,
  };
}
