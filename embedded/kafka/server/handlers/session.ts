import { messageOf } from "../../../../core/base/errors.ts";
import { apis, type RequestOf, type ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import type { BrokerContext } from "../broker_context.ts";

/** The APIs and versions that this broker supports. */
export function apiVersions(errorCode: ErrorCode = ErrorCode.NONE): ResponseOf<"apiVersions"> {
  return {
    errorCode,
    apis: Object.values(apis).map(({ key, minVersion, maxVersion }) => {
      return { key, minVersion, maxVersion };
    }),
    throttleTimeMs: 0,
  };
}

/** Issues an id to an idempotent producer. Transactions are not supported. */
export function initProducerId(
  { catalog, warn }: BrokerContext,
  { transactionalId }: RequestOf<"initProducerId">,
): ResponseOf<"initProducerId"> {
  const refused = { throttleTimeMs: 0, producerId: -1, producerEpoch: -1 };
  if (transactionalId !== null) {
    return { ...refused, errorCode: ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED };
  }
  try {
    const producerId = catalog.newProducerId();
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerId, producerEpoch: 0 };
  } catch (error) {
    warn(`Cannot give out a producer id: ${messageOf(error)}`);
    // An error on which clients retry.
    return { ...refused, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE };
  }
}
