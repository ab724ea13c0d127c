import type { Coordinator } from "../groups/coordinator.ts";
import type { OffsetStore } from "../groups/offset_store.ts";
import type { Catalog } from "../log/catalog.ts";
import type { Flusher } from "../log/flusher.ts";
import type { TopicId } from "../protocol/codec.ts";

/** Settings that are fixed when the broker starts. */
export interface BrokerSettings {
  /** The address announced to clients. */
  readonly host: string;
  readonly port: number;
  /** Creates topics that clients ask for, as Kafka does by default. */
  readonly autoCreateTopics: boolean;
  /** Partitions of topics created without a number. */
  readonly defaultPartitions: number;
}

/** The parts of the broker that request handlers use. */
export interface BrokerContext {
  readonly settings: BrokerSettings;
  readonly catalog: Catalog;
  readonly flusher: Flusher;
  readonly coordinator: Coordinator;
  readonly offsets: OffsetStore;
  readonly warn: (text: string) => void;
}

/** The client and connection of a request. */
export interface RequestContext {
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** Partitions that this connection has fetched by name (`0/posts`), with the topic id at that time. */
  readonly fetched: Map<string, TopicId>;
  /** Aborted when the client disconnects or the broker closes. */
  readonly signal: AbortSignal;
}

/** Id of this broker, the only node of its cluster. */
export const NODE_ID = 1;
/** Leader epoch of every partition: the leader never changes. */
export const LEADER_EPOCH = 0;
