/** What the made-up people of one language write. `{}` in a sentence stands for a topic. */
export interface Language {
  /** BCP 47, as Mastodon's `language`. */
  readonly tag: string;
  /** Share of posts, relative to the other languages. */
  readonly weight: number;
  /** Hours that its people are ahead of UTC; they sleep at night. */
  readonly utcOffset: number;
  /** What stands between two sentences. */
  readonly space: "" | " ";
  readonly topics: readonly string[];
  readonly plain: readonly string[];
  readonly happy: readonly string[];
  readonly unhappy: readonly string[];
  /** Without `#`. */
  readonly hashtags: readonly string[];
  /** Display names; user names are made from `stems`. */
  readonly names: readonly string[];
  /** Latin letters only: what a Mastodon user name may hold. */
  readonly stems: readonly string[];
}
