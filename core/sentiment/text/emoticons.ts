/** Shapes that {@linkcode readEmoticon} knows. */
export const EMOTICON = {
  smile: 1,
  frown: 2,
  tongue: 3,
  wink: 4,
  skeptic: 5,
  surprise: 6,
} as const;

/**
 * Reads an emoticon at `at`: its shape plus 256 × its length, or 0.
 *
 * `:)` `:-D` `=]` `(:` `<3` `^^` `:'(` `):` `</3` `-_-` `:P` `;)` `:/` `:o`
 */
export function readEmoticon(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 58: // :
    case 59: // ;
    case 61: // =
      return eyesFirst(text, at);
    case 40: // (
      return mouthFirst(text, at, EMOTICON.smile);
    case 41: // )
      return mouthFirst(text, at, EMOTICON.frown);
    case 60: // <
      if (text.startsWith("<3", at)) return found(EMOTICON.smile, 2);
      if (text.startsWith("</3", at)) return found(EMOTICON.frown, 3);
      return 0;
    case 94: // ^
      if (text.startsWith("^_^", at) || text.startsWith("^.^", at)) return found(EMOTICON.smile, 3);
      return text.startsWith("^^", at) ? found(EMOTICON.smile, 2) : 0;
    case 45: // -
      return text.startsWith("-_-", at) || text.startsWith("-.-", at)
        ? found(EMOTICON.frown, 3)
        : 0;
    case 92: // \
      return text.startsWith("\\o/", at) ? found(EMOTICON.smile, 3) : 0;
    default:
      return 0;
  }
}

function found(shape: number, length: number): number {
  return shape + 256 * length;
}

function eyesFirst(text: string, at: number): number {
  let next = at + 1;
  let tear = false;
  const nose = text.charCodeAt(next);
  if (nose === 39) tear = true;
  // A space may stand between: ": )" is one of the emoticons that the distant labels were made from.
  if (nose === 45 || nose === 39 || nose === 94 || nose === 111 || nose === 32) next++;
  const mouth = text.charCodeAt(next);
  const length = next + 1 - at;
  if (nose === 32 && mouth !== 40 && mouth !== 41) return 0;
  const wink = text.charCodeAt(at) === 59;
  switch (mouth) {
    case 41: // )
    case 93: // ]
    case 125: // }
    case 42: // *
      return found(wink ? EMOTICON.wink : EMOTICON.smile, length);
    case 51: // 3
    case 68: // D
      return endsWord(text, next + 1) ? found(tear ? EMOTICON.frown : EMOTICON.smile, length) : 0;
    case 40: // (
    case 91: // [
    case 123: // {
      return found(EMOTICON.frown, length);
    case 80: // P
    case 112: // p
      return endsWord(text, next + 1) ? found(EMOTICON.tongue, length) : 0;
    case 47: // /
    case 92: // \
    case 124: // |
      return text.charCodeAt(next + 1) === 47 ? 0 : found(EMOTICON.skeptic, length);
    case 79: // O
    case 111: // o
    case 48: // 0
      return endsWord(text, next + 1) ? found(EMOTICON.surprise, length) : 0;
    default:
      // ":o" was read as a nose without a mouth.
      return nose === 111 && endsWord(text, at + 2) ? found(EMOTICON.surprise, 2) : 0;
  }
}

function mouthFirst(text: string, at: number, shape: number): number {
  let next = at + 1;
  if (text.charCodeAt(next) === 45) next++;
  const eyes = text.charCodeAt(next);
  if (eyes !== 58 && eyes !== 61 && eyes !== 59) return 0;
  // "(:" and "):" stand alone; in "(note):" the colon belongs to the sentence.
  if (at > 0 && text.charCodeAt(at - 1) > 32) return 0;
  return endsWord(text, next + 1) ? found(shape, next + 1 - at) : 0;
}

function endsWord(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return !((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122));
}

/**
 * Emoji that count as a smile or a frown.
 *
 * The corpus was labelled by `:)` and `:(`, the emoticons were then removed, and it is older than emoji: a model cannot learn
 * them from it. These lists map emoji to the two emoticons by their Unicode names (smiling, grinning, heart; crying, frowning,
 * angry, broken).
 */
const SMILES =
  "😀😃😄😁😆😅😂🤣😊😇🙂😉😌😍🥰😘😗😙😚😋😛😝😜🤪😎🤩🥳😏😺😸😹😻😽🙌👏👍👌🤗🤝💪✌🎉🎊✨🌟⭐💖💗💓💞💕💘💝❣❤🧡💛💚💙💜🤎🤍💯🔥🏆🥇🌈☺♥";
const FROWNS =
  "😞😔😟😕🙁☹😣😖😫😩🥺😢😭😤😠😡🤬😱😨😰😥😓🤢🤮🤧😷🤒🤕😾😿🙀💔👎😒🙄😑😐🤦🤯😪😵💩";

export const SMILE = 1;
export const FROWN = 2;

const polarity = new Map<number, number>();
for (const symbol of SMILES) polarity.set(symbol.codePointAt(0)!, SMILE);
for (const symbol of FROWNS) polarity.set(symbol.codePointAt(0)!, FROWN);

/** {@linkcode SMILE}, {@linkcode FROWN} or 0 for a code point. */
export function emojiPolarity(codePoint: number): number {
  return polarity.get(codePoint) ?? 0;
}
