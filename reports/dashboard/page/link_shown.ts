import type { Health } from "../../../core/dashboard/page_protocol.ts";
import type { LinkState } from "./live_feed.ts";
import { fill, type Locale } from "./locale.ts";
import { HEARD_MS } from "./pipeline_stages.ts";

/** What the light at the top shows: "Live" only while the page hears the worker, and the worker a running pipeline. */
export function linkShown(
  state: LinkState,
  { health, now, locale }: {
    readonly health: Health | undefined;
    /** The database's clock, ms since 1970. */
    readonly now: number;
    readonly locale: Locale;
  },
): { readonly shown: LinkState; readonly text: string } {
  const { messages } = locale;
  if (state === "live" && health?.database === false) {
    return { shown: "lost", text: messages.databaseLost };
  }
  if (state === "live" && health !== undefined) {
    const { heard } = health;
    if (heard === null) return { shown: "lost", text: messages.pipelineUnheard };
    if (now - heard > HEARD_MS.slow) {
      const ago = fill(messages.ago, { n: locale.length(now - heard) });
      return { shown: "lost", text: fill(messages.pipelineStopped, { ago }) };
    }
  }
  const text = {
    connecting: messages.connecting,
    live: messages.live,
    still: messages.still,
    lost: messages.reconnecting,
    refused: messages.noAccess,
    "too long": messages.rangeTooLong,
  }[state];
  return { shown: state === "refused" || state === "too long" ? "lost" : state, text };
}
