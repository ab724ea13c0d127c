import type { MediaCounts } from "../../../core/dashboard/page_protocol.ts";
import { fill, type Locale } from "./locale.ts";

/** How many of the posts shown have pictures, videos or sound, and how many of these files are described. */
export function mediaText(
  { known, posts, attachments, described }: MediaCounts,
  { messages, share, count }: Locale,
): string {
  if (known === 0) return messages.mediaUnknown;
  if (posts === 0) return messages.mediaNone;
  return fill(messages.media, {
    share: share(posts / known),
    n: count(attachments),
    described: share(described / attachments),
  });
}
