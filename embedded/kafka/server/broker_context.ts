import type { Coordinator } from "../groups/coordinator.ts";
import type { OffsetStore } from "../groups/offset_store.ts";
import type { Catalog } from "../log/catalog.ts";
import type { Flusher } from "../log/flusher.ts";
import type { TopicId } from "../protocol/codec.ts";

/** What is settled when the broker starts. */
export interface BrokerSettings {
  /** The address clients are told. */
  readonly host: string;
  readonly port: number;
  /** Topics asked for by name are made, as Kafka does by default. */
  readonly autoCreateTopics: boolean;
  /** Partitions of topics made without a number. */
  readonly defaultPartitions: number;
}

/** All that the handlers of requests work with. */
export interface BrokerContext {
  readonly settings: BrokerSettings;
  readonly catalog: Catalog;
  readonly flusher: Flusher;
  readonly coordinator: Coordinator;
  readonly offsets: OffsetStore;
  readonly warn: (text: string) => void;
}

/** Who asks, and how. */
export interface RequestContext {
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** Partitions that this connection has fetched by name (`0/posts`), and of which topic of that name they were. */
  readonly fetched: Map<string, TopicId>;
  /** Aborted when the client has hung up or the broker closes. */
  readonly signal: AbortSignal;
}

/** This broker's id: the only node of its cluster. */
export const NODE_ID = 1;
/** Leader epoch of every partition: the leader never changes. */
export const LEADER_EPOCH = 0;
