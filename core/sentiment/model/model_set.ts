import { VERSION_DIGITS, versionOf } from "./model_version.ts";
import { Features } from "../text/features.ts";
import { LanguageReader } from "../language/language_reader.ts";
import { type ModelParts, type NeutralBand, type Score, SentimentModel } from "./model.ts";
import { postText } from "../text/post_text.ts";
import { Vocabulary } from "../text/vocabulary.ts";

const NO_VOCABULARY = Vocabulary.from({ ratings: [], negators: [], people: [] });

/** One language's part of a model directory. */
export interface HeadSource {
  readonly language: string;
  /** Of its file. */
  readonly sha256: string;
  readonly parts: () => ModelParts;
}

/** A score, or why there is none, and the language that the post was read in: ISO 639, or `und`. */
export type SetScore = Score & { readonly language: string };

/**
 * The heads of a model directory. Decides which language a post is in and lets that language's head score it. Not shared
 * between threads.
 */
export class ModelSet {
  readonly #heads = new Map<string, SentimentModel>();
  readonly #sources: ReadonlyMap<string, HeadSource>;
  readonly #reader: LanguageReader;
  /** Reads a post's text once, for the language and for its head, which has a vocabulary of its own. */
  readonly #features = new Features(NO_VOCABULARY);

  private constructor(
    sources: readonly HeadSource[],
    readonly version: string,
    reader: LanguageReader,
  ) {
    this.#sources = new Map(sources.map((source) => [source.language, source]));
    this.#reader = reader;
  }

  /** @param sources at least one */
  static async of(sources: readonly HeadSource[]): Promise<ModelSet> {
    const reader = await LanguageReader.open(sources.map(({ language }) => language));
    return new ModelSet(sources, await versionOf(sources), reader);
  }

  /** Languages with a head, in alphabetical order. */
  get languages(): readonly string[] {
    return [...this.#sources.keys()].sort();
  }

  /** 2 if the model has one head, and that has two classes. */
  get classes(): 2 | 3 {
    const [only, ...others] = this.languages;
    return others.length === 0 ? this.head(only!)!.classes : 3;
  }

  /** The head of a language, made when it is asked for first; undefined if there is none. */
  head(language: string): SentimentModel | undefined {
    const known = this.#heads.get(language);
    if (known !== undefined) return known;
    const source = this.#sources.get(language);
    if (source === undefined) return undefined;
    const version = source.sha256.slice(0, VERSION_DIGITS);
    const head = new SentimentModel(source.parts(), version, this.#features);
    this.#heads.set(language, head);
    return head;
  }

  /**
   * Scores one post.
   *
   * @param text plain text
   * @param declared BCP 47 tag (or `en_US`, `eng`) as declared; `und` when undeclared
   * @param band replaces the model's own decision what is neutral
   */
  score(text: string, declared = "und", band?: NeutralBand): SetScore {
    const { tokens } = this.#features;
    tokens.scan(postText(text));
    const { language, isSure, nothing } = this.#reader.read(tokens, declared);
    if (nothing !== undefined) return { unscored: nothing, language };
    const head = isSure ? this.head(language) : undefined;
    if (head === undefined) return { unscored: "language", language };
    const score = head.scoreScanned(band);
    return "unscored" in score
      ? { unscored: score.unscored, language }
      : { label: score.label, probPos: score.probPos, language };
  }
}
