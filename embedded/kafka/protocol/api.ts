import type { Codec } from "./codec.ts";
import * as configs from "./messages/configs.ts";
import * as fetch from "./messages/fetch.ts";
import * as groups from "./messages/groups.ts";
import * as metadata from "./messages/metadata.ts";
import * as offsets from "./messages/offsets.ts";
import * as produce from "./messages/produce.ts";
import * as session from "./messages/session.ts";
import * as topics from "./messages/topics.ts";

/** One API of the protocol: its key, the supported versions, the first flexible one, and both messages. */
export interface Api<Request, Response> {
  readonly key: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly flexibleSince: number;
  readonly request: Codec<Request>;
  readonly response: Codec<Response>;
}

/** `[key, first version, last version, first flexible version]`. */
type Numbers = readonly [number, number, number, number];

function api<Request, Response>(
  [key, minVersion, maxVersion, flexibleSince]: Numbers,
  request: Codec<Request>,
  response: Codec<Response>,
): Api<Request, Response> {
  return { key, minVersion, maxVersion, flexibleSince, request, response };
}

/**
 * The APIs that this broker supports.
 *
 * Produce 0 to 2 are announced although their record format is refused (Kafka 4 does the same): librdkafka checks for them
 * to decide whether a broker supports compression.
 */
export const apis = {
  produce: api([0, 0, 11, 9], produce.produceRequest, produce.produceResponse),
  fetch: api([1, 4, 17, 12], fetch.fetchRequest, fetch.fetchResponse),
  listOffsets: api([2, 1, 7, 6], offsets.listOffsetsRequest, offsets.listOffsetsResponse),
  metadata: api([3, 0, 12, 9], metadata.metadataRequest, metadata.metadataResponse),
  offsetCommit: api([8, 0, 9, 8], offsets.offsetCommitRequest, offsets.offsetCommitResponse),
  offsetFetch: api([9, 0, 9, 6], offsets.offsetFetchRequest, offsets.offsetFetchResponse),
  findCoordinator: api(
    [10, 0, 4, 3],
    groups.findCoordinatorRequest,
    groups.findCoordinatorResponse,
  ),
  joinGroup: api([11, 0, 9, 6], groups.joinGroupRequest, groups.joinGroupResponse),
  heartbeat: api([12, 0, 4, 4], groups.heartbeatRequest, groups.heartbeatResponse),
  leaveGroup: api([13, 0, 5, 4], groups.leaveGroupRequest, groups.leaveGroupResponse),
  syncGroup: api([14, 0, 5, 4], groups.syncGroupRequest, groups.syncGroupResponse),
  describeGroups: api([15, 0, 5, 5], groups.describeGroupsRequest, groups.describeGroupsResponse),
  listGroups: api([16, 0, 5, 3], groups.listGroupsRequest, groups.listGroupsResponse),
  apiVersions: api([18, 0, 4, 3], session.apiVersionsRequest, session.apiVersionsResponse),
  createTopics: api([19, 0, 7, 5], topics.createTopicsRequest, topics.createTopicsResponse),
  deleteTopics: api([20, 0, 6, 4], topics.deleteTopicsRequest, topics.deleteTopicsResponse),
  deleteRecords: api([21, 0, 2, 2], topics.deleteRecordsRequest, topics.deleteRecordsResponse),
  initProducerId: api([22, 0, 4, 2], session.initProducerIdRequest, session.initProducerIdResponse),
  offsetForLeaderEpoch: api(
    [23, 0, 4, 4],
    offsets.offsetForLeaderEpochRequest,
    offsets.offsetForLeaderEpochResponse,
  ),
  describeConfigs: api(
    [32, 0, 4, 4],
    configs.describeConfigsRequest,
    configs.describeConfigsResponse,
  ),
  alterConfigs: api([33, 0, 2, 2], configs.alterConfigsRequest, configs.alterConfigsResponse),
  createPartitions: api(
    [37, 0, 3, 2],
    topics.createPartitionsRequest,
    topics.createPartitionsResponse,
  ),
  deleteGroups: api([42, 0, 2, 2], groups.deleteGroupsRequest, groups.deleteGroupsResponse),
  incrementalAlterConfigs: api(
    [44, 0, 1, 1],
    configs.incrementalAlterConfigsRequest,
    configs.alterConfigsResponse,
  ),
  describeCluster: api(
    [60, 0, 0, 0],
    metadata.describeClusterRequest,
    metadata.describeClusterResponse,
  ),
} as const;

export type ApiName = keyof typeof apis;

/** The request type of an API. */
export type RequestOf<N extends ApiName> = (typeof apis)[N] extends Api<infer R, unknown> ? R
  : never;

/** The response type of an API. */
export type ResponseOf<N extends ApiName> = (typeof apis)[N] extends Api<unknown, infer R> ? R
  : never;
