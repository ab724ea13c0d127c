import ConsumerGroup from "kafkajs/src/consumer/consumerGroup.js";

/** The part of kafkajs' ConsumerGroup that is used here. */
interface Group {
  readonly groupId: string;
}

/** Resolves when all positions that are being looked up are known; undefined where none is. Never rejects. */
type AwaitSeeks = () => Promise<unknown> | undefined;

const waysToWait = new Map<string, AwaitSeeks>();

/** Lets the fetches of a group in this thread wait for seeks. Disposing of the result forgets it. */
export function seekFirst(groupId: string, awaitSeeks: AwaitSeeks): Disposable {
  waysToWait.set(groupId, awaitSeeks);
  return {
    [Symbol.dispose]: () => {
      if (waysToWait.get(groupId) === awaitSeeks) waysToWait.delete(groupId);
    },
  };
}

/**
 * Lets a fetch wait for the position of its partitions. kafkajs fetches as soon as it has joined the group, from an offset of its
 * own choice: two megabytes that are thrown away.
 */
export function patchSeekOffsets(): void {
  const group = ConsumerGroup.prototype;
  const seek = group.seekOffsets;
  group.seekOffsets = async function (this: Group, partitions: unknown): Promise<void> {
    // Asks for the group's own offsets meanwhile, without which kafkajs does not fetch.
    await seek.call(this, partitions);
    const seeking = waysToWait.get(this.groupId)?.();
    if (seeking === undefined) return;
    await seeking;
    await seek.call(this, partitions);
  };
}
