import { messageOf } from "../../../../core/base/errors.ts";
import { apis, type RequestOf, type ResponseOf } from "../../protocol/api.ts";
import { ErrorCode } from "../../protocol/error_code.ts";
import type { BrokerContext } from "../broker_context.ts";

/** The calls and versions that this broker speaks. */
export function apiVersions(errorCode: ErrorCode = ErrorCode.NONE): ResponseOf<"apiVersions"> {
  return {
    errorCode,
    apis: Object.values(apis).map(({ key, minVersion, maxVersion }) => {
      return { key, minVersion, maxVersion };
    }),
    throttleTimeMs: 0,
  };
}

/** An id for an idempotent producer. There are no transactions here. */
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
    // The one that clients try again on.
    return { ...refused, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE };
  }
}
