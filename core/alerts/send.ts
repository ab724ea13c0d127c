import type { StoredAlert } from "../dashboard/alert_feed.ts";

const PATIENCE_MS = 10_000;

/**
 * Posts an alert to a webhook as JSON: `text` is what chat services show, the rest is for programs; `id` tells an alert that
 * came twice, after a kill between its sending and its mark. Rejects unless the answer is 2xx.
 */
export async function sendAlert(
  webhook: string,
  { id, kind, key, title, at }: StoredAlert,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(webhook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: title, id, kind, key, at }),
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}
