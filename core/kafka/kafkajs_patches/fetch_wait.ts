import Broker from "kafkajs/src/broker/index.js";

let waitMsNow: (() => number | undefined) | undefined;

/**
 * Lets `waitMs` say before each fetch of this thread how long the broker is to hold it, undefined for the time that the consumer
 * was made with. Disposing of the result ends that.
 */
export function chooseFetchWait(waitMs: () => number | undefined): Disposable {
  waitMsNow = waitMs;
  return {
    [Symbol.dispose]: () => {
      if (waitMsNow === waitMs) waitMsNow = undefined;
    },
  };
}

/**
 * Lets the time that a broker holds a fetch change: kafkajs takes it when a consumer is made. A topic at rest can be asked less
 * often than one whose consumer may have to close at any moment.
 */
export function patchFetchWait(): void {
  const broker = Broker.prototype;
  const fetch = broker.fetch;
  broker.fetch = function (request: { readonly maxWaitTime?: number }): Promise<unknown> {
    const maxWaitTime = waitMsNow?.();
    return fetch.call(this, maxWaitTime === undefined ? request : { ...request, maxWaitTime });
  };
}
