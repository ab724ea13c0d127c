import { type Api, type ApiName, apis, type RequestOf, type ResponseOf } from "../protocol/api.ts";
import type { ByteSource } from "../protocol/wire_writer.ts";
import { ErrorCode } from "../protocol/error_code.ts";
import { readRequestHeader, type RequestHeader } from "../protocol/request_header.ts";
import { MalformedError, WireReader } from "../protocol/wire_reader.ts";
import { WireWriter } from "../protocol/wire_writer.ts";
import type { BrokerContext, RequestContext } from "./broker_context.ts";
import { alterConfigs, describeConfigs, incrementalAlterConfigs } from "./handlers/configs.ts";
import { fetch } from "./handlers/fetch.ts";
import * as groups from "./handlers/groups.ts";
import { describeCluster, metadata } from "./handlers/metadata.ts";
import * as offsets from "./handlers/offsets.ts";
import { produce } from "./handlers/produce.ts";
import { apiVersions, initProducerId } from "./handlers/session.ts";
import * as topics from "./handlers/topics.ts";

/** Parts of a response: bytes and slices of files. */
export type AnswerParts = readonly (Uint8Array | ByteSource)[];

/** State shared by the requests of one connection. */
export interface Client extends Pick<RequestContext, "fetched" | "signal"> {
  readonly host: string;
}

/** A response, or undefined if none is sent. */
type Handled<N extends ApiName> = ResponseOf<N> | undefined | Promise<ResponseOf<N> | undefined>;

type Handlers = {
  readonly [N in ApiName]: (
    broker: BrokerContext,
    request: RequestOf<N>,
    context: RequestContext,
  ) => Handled<N>;
};

const handlers: Handlers = {
  produce,
  fetch,
  metadata,
  describeCluster,
  apiVersions: () => apiVersions(),
  initProducerId,
  describeConfigs,
  alterConfigs,
  incrementalAlterConfigs,
  ...offsets,
  ...groups,
  ...topics,
};

/** Reads a request's body, calls its handler, and writes the response's body. */
type Endpoint = {
  readonly api: Api<unknown, unknown>;
  readonly answer: (
    broker: BrokerContext,
    body: Uint8Array,
    call: { readonly header: RequestHeader; readonly context: RequestContext },
  ) => Promise<AnswerParts | undefined>;
};

const endpoints = new Map<number, Endpoint>(
  apiNames().map((name) => [apis[name].key, endpoint(name)]),
);

function apiNames(): ApiName[] {
  // Object.keys forgets the type of the keys, and `apis` has no others.
  return Object.keys(apis) as ApiName[];
}

/**
 * Handles one request. Reads `frame` only before the first `await`, so that its buffer may be reused once this returns its
 * promise. Resolves to undefined if there is no response. Rejects with a MalformedError if the connection must end.
 */
export async function dispatch(
  broker: BrokerContext,
  frame: Uint8Array,
  client: Client,
): Promise<AnswerParts | undefined> {
  const { header, body } = readRequestHeader(
    frame,
    (key) => endpoints.get(key)?.api.flexibleSince,
  );
  const { apiKey, apiVersion: version } = header;
  const target = endpoints.get(apiKey);
  if (target === undefined) throw new MalformedError(`a call with the unknown key ${apiKey}`);
  if (version < target.api.minVersion || version > target.api.maxVersion) {
    if (apiKey !== apis.apiVersions.key) {
      throw new MalformedError(`version ${version} of the call with key ${apiKey}`);
    }
    // ApiVersions is the only API that answers unknown versions: in the format of version 0, so that clients can fall back.
    const refusal = { ...header, apiVersion: 0 };
    return written(apis.apiVersions, refusal, apiVersions(ErrorCode.UNSUPPORTED_VERSION));
  }
  const clientId = header.clientId ?? "";
  const { host, ...rest } = client;
  const context = { version, clientId, clientHost: `/${host}`, ...rest };
  return await target.answer(broker, body, { header, context });
}

function endpoint<N extends ApiName>(name: N): Endpoint {
  const handler: Handlers[N] = handlers[name];
  // TypeScript cannot see that `apis[name]` and the handler of the same name have the same message types.
  const api = apis[name] as unknown as Api<RequestOf<N>, ResponseOf<N>>;
  return {
    api: apis[name] as unknown as Api<unknown, unknown>,
    answer: async (broker, body, { header, context }) => {
      const flexible = header.apiVersion >= api.flexibleSince;
      const reader = new WireReader(body, { version: header.apiVersion, flexible });
      const response = await handler(broker, api.request.read(reader), context);
      return response === undefined ? undefined : written(api, header, response);
    },
  };
}

function written<Request, Response>(
  api: Api<Request, Response>,
  { apiVersion: version, correlationId }: RequestHeader,
  response: Response,
): AnswerParts {
  const flexible = version >= api.flexibleSince;
  const writer = new WireWriter({ version, flexible });
  writer.int32(correlationId);
  // ApiVersions responses keep the old header, because the client does not know the broker's versions yet.
  if (flexible && api.key !== apis.apiVersions.key) writer.uvarint(0);
  api.response.write(writer, response);
  return writer.parts();
}
