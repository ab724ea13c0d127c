import { seededRandom } from "../core/base/random.ts";

const GOOD = "love great happy thanks awesome sunny best cool fun yay".split(" ");
const BAD = "hate awful sad sorry terrible rain worst sick broken ugh".split(" ");
const PLAIN = "the meeting is at work today and we go to the office by train again".split(" ");

/** A CSV file of made-up posts whose side is in their words, with the columns of Sentiment140 or of label and text. */
export function labelledPosts(count: number, columns: "six" | "two", classes = 2): string {
  const random = seededRandom(5);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  let csv = "";
  for (let i = 0; i < count; i++) {
    const kind = i % classes;
    const words = Array.from({ length: 7 }, () => pick(PLAIN));
    if (kind < 2) words.splice(3, 1, pick(kind === 0 ? BAD : GOOD));
    const text = words.join(" ");
    csv += columns === "six"
      ? `"${kind * 4}","${i}","NO_DATE","NO_QUERY","user","${text}"\n`
      : `"${["negative", "positive", "neutral"][kind]}","${text}"\n`;
  }
  return csv;
}

/** Gives `use` a temporary directory. */
export async function inDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await Deno.makeTempDir();
  try {
    return await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
