/** Vocabulary of generated posts in one language. `{}` in a sentence is replaced by a topic. */
export interface Language {
  /** BCP 47, as Mastodon's `language`. */
  readonly tag: string;
  /** Share of posts, relative to the other languages. */
  readonly weight: number;
  /** Hours ahead of UTC: there are fewer posts at night. */
  readonly utcOffset: number;
  /** Separator of sentences. */
  readonly space: "" | " ";
  readonly topics: readonly string[];
  readonly plain: readonly string[];
  readonly happy: readonly string[];
  readonly unhappy: readonly string[];
  /** Without `#`. */
  readonly hashtags: readonly string[];
  /** Display names; user names are made from `stems`. */
  readonly names: readonly string[];
  /** Latin letters only, as in Mastodon's user names. */
  readonly stems: readonly string[];
}
