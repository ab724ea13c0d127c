import { foldLanguage, UNDETERMINED } from "../../post/language_tag.ts";
import { TAG, type Tokens } from "./tokens.ts";
import { mix32 } from "./hash.ts";

/**
 * Function words of Latin-script languages that are common on Mastodon. With the script they are cheap evidence whether a
 * text is English; this is no general language detector. A word of two languages ("me", "die", "a") is in neither list.
 */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en:
    "the and you that this with for have was are but not what all is it of to my your so just about they he she his her " +
    "our who when get from been would could should there their i'm it's dont im were had has how why because them than then we be at as by if i",
  de:
    "und der das ist nicht ich ein eine mit auf den dem zu auch wie sich für wir sie aber oder nur noch wenn bei nach aus " +
    "werden wird hat habe sind kann schon mal über heute mehr gibt kein keine doch immer wieder ihr mir dich",
  fr:
    "le les des et une est pas je pour que qui dans vous nous avec sur mais ce cette c'est j'ai du au aux plus tout fait " +
    "être sont ont comme bien très ça mon ton leur même aussi d'un d'une qu'il n'est il elle",
  es:
    "el los las que y una por con para pero como más del está muy todo esta esto eso también porque cuando hay ser son " +
    "mi su lo le nos ya sin sobre hoy gracias este ese tengo hace soy eres qué yo",
  pt:
    "os as que e um uma não com para por mais mas como está muito tudo isso essa este também porque quando tem são ser meu " +
    "minha seu você ele ela já foi eu nao pra na dos das ao ainda",
  it:
    "il gli che e una non con per più ma come è sono questo questa della del nel anche perché quando ho hai ha mio tuo suo " +
    "tutto molto ancora sempre ci mi si alla dei delle c'è io cosa",
  nl:
    "het een en van dat niet ik je met voor zijn maar ook naar heb wordt nog wel geen bij dit deze als hoe wat meer uit " +
    "hebben kan moet mijn jullie hij ze er aan te",
  sv:
    "och att det som en är på inte jag för med har till ett av den om du men så var kan vi här när också ska mycket bara",
  pl:
    "nie się na jest że to jak ale czy po tak już tylko dla od przez ma jestem są być co bardzo mnie był gdy może",
  tr:
    "bir ve bu için çok ne da de ile ben sen daha gibi var yok ama değil kadar olan ya mi mı her şey",
  id:
    "yang dan di ini itu aku tidak untuk dengan ada dari kamu saya bisa sudah akan juga ya gak nya lagi apa kalau karena",
  fi: "ja on ei se että en oli mutta niin kun ole myös vain jos mitä tai hän nyt kuin sitten mä",
};

const ENGLISH_TAG = /^en(?:-|$)/;

const ENGLISH = 1;
const FOREIGN_FROM = 2;
const small = new Map<number, number>();
{
  let language = FOREIGN_FROM;
  const shared = new Set<number>();
  for (const [tag, words] of Object.entries(SMALL_WORDS)) {
    const code = tag === "en" ? ENGLISH : language++;
    for (const word of words.split(" ")) {
      const hash = hashOf(word);
      if (small.has(hash)) shared.add(hash);
      else small.set(hash, code);
    }
  }
  for (const hash of shared) small.delete(hash);
  small.set(hashOf("i"), ENGLISH);
}
const LANGUAGES = Object.keys(SMALL_WORDS).length + FOREIGN_FROM;
const seen = new Uint8Array(LANGUAGES);

/** The hash that the tokenizer gives a word. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix32(hash);
}

/**
 * Whether an English model may score a post.
 *
 * @param declared language tag of the post; "" or `und` when undeclared
 */
export function readsAsEnglish(tokens: Tokens, declared: string): boolean {
  // `en`, `en-GB`, `en_US` as locales have it, `eng` (ISO 639-3), in any case.
  const tag = foldLanguage(declared);
  const said = ENGLISH_TAG.test(tag);
  if (!said && tag !== UNDETERMINED) return false;
  if (mostlyOtherScript(tokens)) return false;
  seen.fill(0);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i]! > TAG) continue;
    const language = small.get(tokens.hash[i]!);
    // Trust a declared language unless the text has no English word.
    if (said && language === ENGLISH) return true;
    if (language !== undefined && seen[language]! < 255) seen[language]!++;
  }
  let foreign = 0;
  for (let i = FOREIGN_FROM; i < LANGUAGES; i++) foreign = Math.max(foreign, seen[i]!);
  return said ? foreign < 3 : foreign < 2 || foreign <= 2 * seen[ENGLISH]!;
}

/** More than half of the words' characters are not Latin letters. */
function mostlyOtherScript(tokens: Tokens): boolean {
  let other = 0;
  let all = 0;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i]! > TAG) continue;
    for (let at = tokens.start[i]!, end = tokens.end[i]!; at < end; at++) {
      all++;
      // Latin with all its accents ends at U+024F.
      if (tokens.chars[at]! > 0x24f && tokens.chars[at] !== 0x2019) other++;
    }
  }
  return other * 2 > all;
}
