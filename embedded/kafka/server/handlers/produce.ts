import { appendBatch } from "../../log/append_batch.ts";
import type { RequestOf, ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import type { BrokerContext } from "../broker_context.ts";

type Response = ResponseOf<"produce">;
type PartitionAnswer = Response["topics"][number]["partitions"][number];
type PartitionData = RequestOf<"produce">["topics"][number]["partitions"][number];

/**
 * Appends at once and answers according to `acks`: 0 sends no response, 1 when the records are in the page cache (which
 * survives a killed broker), -1 when they are on the disk. Reads the request's buffer only before the first `await`.
 */
export async function produce(
  broker: BrokerContext,
  request: RequestOf<"produce">,
): Promise<Response | undefined> {
  const { acks } = request;
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((data) => producePartition(broker, { name, data, acks })),
  }));
  if (acks === 0) return undefined;
  return {
    topics: await Promise.all(topics.map(async ({ name, partitions }) => {
      return { name, partitions: await Promise.all(partitions) };
    })),
    throttleTimeMs: 0,
  };
}

function producePartition(
  { catalog, flusher }: BrokerContext,
  { name, data, acks }: { name: string; data: PartitionData; acks: number },
): PartitionAnswer | Promise<PartitionAnswer> {
  const { index } = data;
  if (acks < -1 || acks > 1) {
    return refusal(index, ErrorCode.INVALID_REQUIRED_ACKS, `Cannot produce with acks=${acks}`);
  }
  const topic = catalog.get(name);
  const log = topic?.partitions[index];
  if (topic === undefined || log === undefined) {
    return refusal(index, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `No partition ${name}[${index}]`);
  }
  const result = appendBatch(log, data.records, { now: Date.now(), config: topic.config });
  if (result.type === "refused") return refusal(index, result.errorCode, result.message);
  flusher.flush(log);
  const answer: PartitionAnswer = {
    index,
    errorCode: ErrorCode.NONE,
    baseOffset: result.baseOffset,
    logAppendTime: -1,
    logStartOffset: log.startOffset,
    recordErrors: [],
    errorMessage: null,
  };
  if (acks !== -1) return answer;
  return log.durable(result.lastOffset + 1).then((durable) =>
    durable ? answer : refusal(index, ErrorCode.KAFKA_STORAGE_ERROR, "The disk refused the write")
  );
}

function refusal(index: number, errorCode: ErrorCode, errorMessage: string): PartitionAnswer {
  return {
    index,
    errorCode,
    baseOffset: -1,
    logAppendTime: -1,
    logStartOffset: -1,
    recordErrors: [],
    errorMessage,
  };
}
