import type { PostgresConnection } from "../core/config/connections.ts";
import { textArray } from "../core/apply/backlog/text_format.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import type { Truth } from "../testing/oracle/truth.ts";
import { copyText } from "./copy_text.ts";
import { runProgram } from "../testing/run_program.ts";

/** Writes the posts that remain after all records, in the format of `\copy`. */
export async function writeCopyFile(path: string, expected: Truth): Promise<void> {
  using file = await Deno.open(path, { create: true, write: true, truncate: true });
  const encoder = new TextEncoder();
  let lines = "";
  const write = async () => {
    for (let rest = encoder.encode(lines); rest.length > 0;) {
      rest = rest.subarray(await file.write(rest));
    }
    lines = "";
  };
  for (const post of expected.posts.values()) {
    lines += [
      post.id,
      post.created_at,
      ...[post.username, post.user_id, post.language, post.content, post.content_html].map(
        copyText,
      ),
      copyText(textArray(post.hashtags)),
      post.favourites,
      post.reblogs,
    ].join("\t") + "\n";
    if (lines.length > 1 << 20) await write();
  }
  await write();
}

/** Rows per second of `psql \copy` of ten columns into a logged table with a bigint key and nothing else. */
export async function copyReference(
  connection: PostgresConnection,
  { path, rows }: { readonly path: string; readonly rows: number },
): Promise<number> {
  const sql = connectPostgres(connection, { applicationName: "bench consume" });
  try {
    await sql.unsafe(`
      create table public.bare_toots (
        id bigint primary key, created_at timestamptz, username text, user_id text, lang text, content_txt text,
        content_html text, hashtags text[], favourites int, reblogs int)`);
    const start = performance.now();
    const copy = `\\copy public.bare_toots from '${path}'`;
    await runProgram("psql", ["-q", "-v", "ON_ERROR_STOP=1", "-c", copy], {
      env: {
        PGHOST: connection.host,
        PGPORT: `${connection.port}`,
        PGDATABASE: connection.database,
        PGUSER: connection.username,
        PGPASSWORD: connection.password,
      },
    });
    const seconds = (performance.now() - start) / 1_000;
    await sql`drop table public.bare_toots`;
    return rows / seconds;
  } finally {
    await sql.end();
  }
}
