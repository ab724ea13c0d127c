import { numberArray, textArray } from "../apply/backlog/text_format.ts";
import { codeOf } from "../base/errors.ts";
import type { Sql } from "../postgres/connect.ts";
import { PG } from "../postgres/postgres_errors.ts";
import { readConfusions } from "../sentiment/model/head_confusions.ts";
import type { LiveScoring } from "./live_scorer.ts";

/**
 * Stores how the heads of the model that scores confuse the classes, in place of those of another model: what readers need to
 * say how many labels are right. Nothing of a head that does not say it, and nothing where a band decides what is neutral.
 */
export async function storeHeads(
  sql: Sql,
  { model: directory, band }: LiveScoring,
  log: (level: "warning", text: string) => void,
): Promise<void> {
  const heads = band === undefined ? await readConfusions(directory) : new Map<string, never>();
  try {
    await sql`
      delete from masto.sentiment_heads where lang <> all (${
      textArray([...heads.keys()])
    }::text[])`;
    for (const [language, confusion] of heads) {
      await sql`
        insert into masto.sentiment_heads as stored (lang, confusion)
        values (${language}, ${numberArray(confusion.flat())}::float8[])
        on conflict (lang) do update set confusion = excluded.confusion
          where stored.confusion <> excluded.confusion`;
    }
  } catch (error) {
    // A role that was made before the table was: all else works without.
    if (codeOf(error) !== PG.noPrivilege) throw error;
    log(
      "warning",
      "Cannot store how often the sentiment model errs: this role may not write masto.sentiment_heads. " +
        "Run what migrate --roles prints again; until then it is not said how many labels are right",
    );
  }
}
