import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { foldHashtag } from "./hashtag.ts";

/** Hashtags that Mastodon takes for one, in each row. */
const ONE: readonly (readonly string[])[] = [
  ["cafe", "Café", "CAFE", "cafe\u0301", "ＣＡＦＥ", "CAFÉ", "ca\u00adfe", "\u200bcafe\ufe0f"],
  ["istanbul", "ISTANBUL", "İstanbul", "ıstanbul"],
  ["lodz", "Łódź", "ŁÓDŹ"],
  ["spot", "ſpot"],
  ["スポチハイ", "ｽﾎﾟﾁﾊｲ"],
  ["οδοσ", "ΟΔΟΣ", "οδος"],
  ["straße", "STRAẞE"],
  ["ა", "Ა"],
  ["हिन्दी"],
];
/** Behind it are private and unassigned characters, and tags of flags. */
const LETTERS_END = 0x32400;
/** Letters with marks that are not in Mastodon's table. */
const APART = ["οδός", "ạ", "a", "й", "и", "strasse", "תמיל", "ß", "ss", "हिनदी"];

Deno.test("hashtags that Mastodon takes for one fold to one, and others stay apart", () => {
  for (const [folded, ...spellings] of ONE) {
    for (const spelling of spellings) assert.equal(foldHashtag(spelling), folded, spelling);
  }
  const all = [...ONE.map(([folded = ""]) => folded), ...APART].map(foldHashtag);
  assert.equal(new Set(all).size, all.length);
});

Deno.test("what is folded stays as it is", () => {
  fc.assert(fc.property(anyText(), (tag) => {
    const folded = foldHashtag(tag);
    assert.equal(foldHashtag(folded), folded);
  }));
});

Deno.test("the database folds every character as the program does, and in any company", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test" });
  const inSql = async (tags: readonly string[]) => {
    const [row] = await sql<{ folded: string }[]>`
      select json_agg(masto.fold_hashtag(tag) order by place)::text as folded
        from json_array_elements_text(${
      JSON.stringify(tags)
    }::text::json) with ordinality as each (tag, place)`;
    return JSON.parse(row?.folded ?? "[]") as readonly string[];
  };
  const check = async (tags: readonly string[]) => {
    const folded = await inSql(tags);
    tags.forEach((tag, at) => assert.equal(folded[at], foldHashtag(tag), JSON.stringify(tag)));
  };

  // A letter between the characters keeps them from each other, and not from the rules of words.
  const tags: string[] = [];
  for (let from = 64; from < LETTERS_END; from += 64) {
    if (from >= 0xd800 && from < 0xe000) continue;
    const characters = Array.from({ length: 64 }, (_, at) => String.fromCodePoint(from + at));
    tags.push(characters.join("a"), `Σ${characters.join("Σ")}`);
  }
  await check(tags);
  const company = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."aIİıΣσςß\u0301\u0307\u0345\u00ad\u200d·_ーﾞﾟ", "ΐ", "ǆ", "ﬁ"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  });
  await check(fc.sample(company, { numRuns: 5_000, seed: 7 }).filter((tag) => !tag.includes("\0")));
  await check(ONE.flat());
  await sql.end();
});
