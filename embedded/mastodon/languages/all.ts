import { chinese, japanese, korean, vietnamese } from "./east_asia.ts";
import { greek, polish, russian, turkish, ukrainian } from "./eastern_europe.ts";
import { english } from "./english.ts";
import type { Language } from "./language.ts";
import { arabic, hindi, thai } from "./south_asia_and_middle_east.ts";
import { dutch, french, german, italian, portuguese, spanish } from "./western_europe.ts";

/** All languages of generated posts; the first 15 include every script. */
export const languages: readonly Language[] = [
  english,
  japanese,
  german,
  french,
  spanish,
  portuguese,
  italian,
  russian,
  arabic,
  chinese,
  korean,
  thai,
  hindi,
  greek,
  ukrainian,
  dutch,
  polish,
  turkish,
  vietnamese,
];
