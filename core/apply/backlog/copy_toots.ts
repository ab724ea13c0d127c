/**
 * COPY of posts, with its columns in the order of a record's fields, so that one can be read and the
 * other written in one pass (`tuple_scanner.ts`). The last two columns are what only the transaction knows.
 */
export const COPY_TOOTS = `
  copy masto.toots_raw (
    id, status_id, created_at, username, user_id, lang, content_html, content_txt, hashtags, favourites, reblogs,
    uri, url, instance, edited_at, in_reply_to_id, sensitive, spoiler_text, bot, received_at,
    content_len, is_edit, recorded_at, recorded_offset, late, content_version
  ) from stdin (format binary)`;

/** What a tuple begins with. */
export const COLUMNS = 26;
