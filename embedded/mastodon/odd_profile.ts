import type { Random } from "./random.ts";
import type { AccountJson } from "./status_json.ts";

/** Spellings that people read as `#nobot`, `#nobots` or `#noindex`. */
const NOBOT = [
  "&#35;nobot",
  "&num;NoBot",
  "#no<wbr>bots",
  "#no&shy;bot",
  "#no\u00adbots",
  "#\u200bnobot",
  "＃ｎｏｂｏｔ",
  "#𝗻𝗼𝗯𝗼𝘁",
  "#𝓷𝓸𝓫𝓸𝓽𝓼",
  "#ⓝⓞⓑⓞⓣ",
  "#nobo\u0307t",
  "#NOBOTS",
];
const NOINDEX = [
  "&#x23;noindex",
  "#no<b>index</b>",
  "#no\u2060index",
  "＃noindex",
  "#𝐧𝐨𝐢𝐧𝐝𝐞𝐱",
  "#NOİNDEX",
];
/** Similar tags that are no opt-out. */
const OTHERS = [
  "#nobottom",
  "#nobot_club",
  "#noindexing",
  "no bots please",
  "tea#nobot",
  "#𝗻𝗼𝗯𝗼𝘁𝘁𝗼𝗺",
  "#robots",
];

/** Profile parts that express an account's opt-out in unusual letters or places. */
export function oddProfile(
  random: Random,
  { optOut, json }: { readonly optOut?: string; readonly json: AccountJson },
): Pick<AccountJson, "note" | "display_name" | "fields"> {
  const { note, display_name, fields } = json;
  if (optOut === undefined || optOut === "noindex") {
    const says = random.chance(0.05) ? `<p>${random.pick(OTHERS)}</p>` : "";
    return { note: note + says, display_name, fields };
  }
  const tag = random.pick(optOut === "bio_nobot" ? NOBOT : NOINDEX);
  // The last paragraph of every bio is a link.
  const plain = note.slice(0, note.lastIndexOf("<p>"));
  const plainTag = tag.replaceAll(/<[^>]*>/g, "");
  switch (random.below(5)) {
    case 0:
      return { note: plain, display_name: `${display_name} ${plainTag}`, fields };
    case 1: {
      const field = { name: "📜", value: tag, verified_at: null };
      return { note: plain, display_name, fields: [...fields, field] };
    }
    case 2:
      return {
        note: plain,
        display_name,
        fields: [{ name: plainTag, value: "", verified_at: null }, ...fields],
      };
    case 3:
      return { note, display_name, fields };
    default:
      return { note: `${plain}<p>${tag}</p>`, display_name, fields };
  }
}
