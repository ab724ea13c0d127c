/**
 * Emoji that stand for a smile or a frown.
 *
 * Distant labels were made from `:)` and `:(` and the emoticons were then taken out, so no such corpus can teach what
 * they mean; and it is older than emoji. These lists tie the emoji of today to the two emoticons (by their Unicode names:
 * smiling, grinning, heart; crying, frowning, angry, broken), and nothing finer.
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
