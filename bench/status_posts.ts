import { parseStatus } from "../core/post/parse_status.ts";
import { postRecord } from "../core/post/post_record.ts";
import type { ContentSource, PostContent } from "../testing/bench_records.ts";

/** Collected statuses that the benches use where they lie beside the repository. */
const COLLECTED = new URL("../../shared/data/mastodon/statuses.jsonl", import.meta.url).pathname;

/**
 * Posts that say what statuses of a real server say, in turn, from a file with one status a line, as REST returns them. Real
 * texts are harder to read than made-up ones: each has some 20 escaped quotation marks. Without `path`: the collected ones, and
 * undefined where there are none.
 */
export async function statusPosts(path?: string): Promise<ContentSource | undefined> {
  const text = await Deno.readTextFile(path ?? COLLECTED).catch((error) => {
    if (path === undefined && error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const posts = text.split("\n").filter((line) => line !== "").flatMap(contentOf);
  if (posts.length === 0) throw new Error(`Cannot use ${path ?? COLLECTED}: it holds no statuses`);
  return ({ n, id, revision }) => {
    const post = posts[n % posts.length]!;
    const edit = revision === 0 ? "" : ` (${revision})`;
    return {
      ...post,
      content: post.content + edit,
      content_html: post.content_html + edit,
      uri: `${post.uri}/${id}`,
    };
  };
}

function contentOf(line: string): readonly PostContent[] {
  const parsed = parseStatus(JSON.parse(line));
  if (parsed.type !== "status" || parsed.status.isBoost) return [];
  const record = postRecord(parsed.status, { event: "update", instance: "", receivedAt: "" });
  return [{
    username: record.username,
    user_id: record.user_id,
    language: record.language,
    content_html: record.content_html,
    content: record.content,
    hashtags: record.hashtags,
    uri: record.uri ?? "",
    url: record.url ?? null,
    in_reply_to_id: record.in_reply_to_id ?? null,
    sensitive: record.sensitive ?? false,
    spoiler_text: record.spoiler_text ?? "",
    bot: record.bot ?? false,
    attachment_count: record.attachment_count ?? null,
    poll_text: record.poll_text ?? null,
    described_count: record.described_count ?? null,
  }];
}
