import type { FileSlice } from "../../log/file_slice.ts";
import type { Topic } from "../../log/catalog.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { NO_TOPIC_ID } from "../../protocol/codec.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import type { BrokerContext, RequestContext } from "../broker_context.ts";

type Request = RequestOf<"fetch">;
type Response = ResponseOf<"fetch">;
type PartitionAnswer = Response["topics"][number]["partitions"][number];
type Wanted = Request["topics"][number]["partitions"][number];

/** Upper bound on the wait of a fetch, whatever it asks for. */
const WAIT_MAX_MS = 60_000;
/** Upper bound on the size of a response, whatever the request asks for; a larger first batch is still sent whole. */
const RESPONSE_MAX_BYTES = 64 * 2 ** 20;
const NO_RECORDS = new Uint8Array();

/** Result of checking all partitions of a fetch once. */
interface PartitionsRead {
  readonly topics: Response["topics"];
  readonly slices: readonly FileSlice[];
  readonly byteLength: number;
  /** Whether there is an error, which is answered at once. */
  readonly failed: boolean;
}

/**
 * Answers as soon as there are `minBytes` or an error, or the time is up. The response refers to slices of files, which are
 * read while they are sent. There are no fetch sessions: each request lists all its partitions.
 */
export async function fetch(
  broker: BrokerContext,
  request: Request,
  { fetched, signal }: RequestContext,
): Promise<Response> {
  if (request.sessionId !== 0 && request.sessionEpoch > 0) {
    const errorCode = ErrorCode.FETCH_SESSION_ID_NOT_FOUND;
    return { throttleTimeMs: 0, errorCode, sessionId: 0, topics: [] };
  }
  const deadline = Date.now() + Math.min(Math.max(0, request.maxWaitMs), WAIT_MAX_MS);
  for (;;) {
    const read = readPartitions(broker, request, fetched);
    const enough = read.byteLength >= request.minBytes || read.failed;
    const left = deadline - Date.now();
    if (enough || left <= 0 || signal.aborted) {
      return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, sessionId: 0, topics: read.topics };
    }
    for (const slice of read.slices) slice[Symbol.dispose]();
    await change(broker, { request, left, signal });
    // Wait for the flush of all partitions, so that records produced together are fetched together.
    await broker.flusher.round;
  }
}

function readPartitions(
  broker: BrokerContext,
  request: Request,
  fetched: RequestContext["fetched"],
): PartitionsRead {
  let room = Math.min(request.maxBytes, RESPONSE_MAX_BYTES);
  let failed = false;
  let byteLength = 0;
  let isReported = false;
  const slices: FileSlice[] = [];
  const topics = request.topics.map(({ name, topicId, partitions }) => {
    const topic = topicOf(broker, { name, topicId });
    return {
      name,
      topicId,
      partitions: partitions.map((wanted) => {
        // A client that fetches by topic id cannot mistake a new topic for the old one.
        const isAnother = topic !== undefined && topicId === NO_TOPIC_ID &&
          wasRecreated(topic, wanted, fetched);
        // Clients handle one error of a response; the other partitions report theirs in later ones.
        const recreated = !isAnother ? undefined : isReported ? "defer" : "report";
        isReported ||= isAnother;
        if (topic !== undefined && recreated !== "defer") {
          fetched.set(keyOf(topic, wanted), topic.id);
        }
        const answer = readPartition(topic, wanted, {
          recreated,
          room,
          atLeastOne: slices.length === 0,
          unknown: topicId === NO_TOPIC_ID
            ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
            : ErrorCode.UNKNOWN_TOPIC_ID,
        });
        failed ||= answer.errorCode !== ErrorCode.NONE;
        room -= answer.records.byteLength;
        byteLength += answer.records.byteLength;
        if (answer.slice !== undefined) slices.push(answer.slice);
        return answer;
      }),
    };
  });
  return { topics, slices, byteLength, failed };
}

/**
 * Whether the topic was deleted and created again since this connection last fetched the partition. The client's offset
 * belongs to the old topic, even if the new one is long enough for it: reading on would silently skip the records before it.
 * Reading from the start is allowed at once.
 */
function wasRecreated(topic: Topic, wanted: Wanted, fetched: RequestContext["fetched"]): boolean {
  const before = fetched.get(keyOf(topic, wanted));
  const { startOffset = Infinity } = topic.partitions[wanted.index] ?? {};
  return before !== undefined && before !== topic.id && wanted.fetchOffset > startOffset;
}

function keyOf({ name }: Topic, { index }: Wanted): string {
  return `${index}/${name}`;
}

function readPartition(
  topic: Topic | undefined,
  wanted: Wanted,
  { recreated, room, atLeastOne, unknown }: {
    /** Set if the client reads on in a topic that was created again: `report` sends the error now, `defer` sends nothing yet. */
    recreated: "report" | "defer" | undefined;
    room: number;
    atLeastOne: boolean;
    unknown: ErrorCode;
  },
): PartitionAnswer & { slice?: FileSlice } {
  const log = topic?.partitions[wanted.index];
  const answer: PartitionAnswer = {
    index: wanted.index,
    errorCode: ErrorCode.NONE,
    highWatermark: log?.durableOffset ?? -1,
    lastStableOffset: log?.durableOffset ?? -1,
    logStartOffset: log?.startOffset ?? -1,
    abortedTransactions: null,
    preferredReadReplica: -1,
    records: NO_RECORDS,
  };
  if (topic === undefined) return { ...answer, errorCode: unknown };
  if (log === undefined) return { ...answer, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
  const offset = wanted.fetchOffset;
  if (recreated === "defer") return answer;
  if (recreated === "report" || offset < log.startOffset || offset > log.durableOffset) {
    return { ...answer, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE };
  }
  if (room <= 0 && !atLeastOne) return answer;
  const maxBytes = Math.max(0, Math.min(room, wanted.maxBytes));
  const slice = log.read(offset, { maxBytes, atLeastOne });
  return slice === undefined ? answer : { ...answer, records: slice, slice };
}

function topicOf(
  { catalog }: BrokerContext,
  { name, topicId }: { name: string; topicId: string },
): Topic | undefined {
  return topicId === NO_TOPIC_ID ? catalog.get(name) : catalog.getById(topicId);
}

/** Resolves when a partition has changed, after `left` milliseconds, or when the client disconnects. */
async function change(
  broker: BrokerContext,
  { request, left, signal }: { request: Request; left: number; signal: AbortSignal },
): Promise<void> {
  using watches = new DisposableStack();
  await new Promise<void>((resolve) => {
    const wake = () => resolve();
    for (const { name, topicId, partitions } of request.topics) {
      const topic = topicOf(broker, { name, topicId });
      for (const { index } of partitions) {
        const log = topic?.partitions[index];
        if (log !== undefined) watches.use(log.watch(wake));
      }
    }
    const timer = setTimeout(wake, left);
    watches.defer(() => clearTimeout(timer));
    signal.addEventListener("abort", wake, { once: true });
    watches.defer(() => signal.removeEventListener("abort", wake));
  });
}
