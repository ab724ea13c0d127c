import type { Sql } from "../../core/postgres/connect.ts";
import type { Truth, WindowTruth } from "./truth.ts";

/** Number of rows and windows that are missing, wrong or superfluous. */
export async function differences(sql: Sql, expected: Truth): Promise<number> {
  let wrong = 0;
  let posts = 0;
  const rows = sql<
    {
      key: string;
      text: string;
      html: string;
      username: string;
      lang: string;
      favourites: number;
      reblogs: number;
      attachments: number | null;
      described: number | null;
      poll: string | null;
      edited: Date | null;
    }[]
  >`
    select instance || '/' || status_id as key, content_txt as text, content_html as html, username, lang,
           favourites, reblogs, attachment_count as attachments, described_count as described, poll_text as poll, edited_at as edited
      from masto.toots_raw`.cursor(5_000);
  for await (const batch of rows) {
    for (const row of batch) {
      posts++;
      const post = expected.posts.get(row.key);
      const same = post !== undefined && row.text === post.content &&
        row.html === post.content_html &&
        row.username === post.username && row.lang === post.language &&
        row.favourites === post.favourites && row.reblogs === post.reblogs &&
        row.attachments === (post.attachment_count ?? null) &&
        row.described === (post.described_count ?? null) &&
        row.poll === (post.poll_text ?? null) &&
        (row.edited?.getTime() ?? null) === (post.edited_at ? Date.parse(post.edited_at) : null);
      if (!same) wrong++;
    }
  }
  wrong += Math.abs(posts - expected.posts.size);
  wrong += windowDifferences(
    await sql<WindowRow[]>`
      select window_start as start, lang as name, toots_count::float8 as count, length_sum::float8 as length
        from masto.toot_metrics_windowed`,
    expected.byLanguage,
  );
  wrong += windowDifferences(
    await sql<WindowRow[]>`
      select window_start as start, username as name, toots_count::float8 as count, length_sum::float8 as length
        from masto.user_avg_length_windowed`,
    expected.byUser,
  );
  return wrong;
}

interface WindowRow {
  readonly start: Date;
  readonly name: string;
  readonly count: number;
  readonly length: number;
}

function windowDifferences(
  rows: readonly WindowRow[],
  expected: ReadonlyMap<string, WindowTruth>,
): number {
  const wrong = rows.filter(({ start, name, count, length }) => {
    const window = expected.get(`${start.toISOString()}|${name}`);
    return window?.count !== count || window.lengthSum !== length;
  }).length;
  return wrong + Math.abs(rows.length - expected.size);
}
