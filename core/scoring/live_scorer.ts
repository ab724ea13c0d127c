import { messageOf } from "../base/errors.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import type { ScoreText } from "../apply/plan.ts";
import type { NeutralBand } from "../sentiment/model/model.ts";
import { loadPostScorer } from "./load_post_scorer.ts";
import { LIVE_POSTS_PER_SECOND, secondBudget } from "./live_budget.ts";

/** How posts are scored as they are stored. */
export interface LiveScoring {
  /** The directory of the model. */
  readonly model: string;
  readonly band?: NeutralBand | undefined;
}

export interface LiveScorerOptions extends LiveScoring {
  /** Records that wait in the topic. */
  readonly lag: () => number;
  /** Whether the consumer ends with its backlog: the table scorer then scores all of it. */
  readonly untilEnd: boolean;
  /** It was there before: a model that is being replaced must not end what stores posts. */
  readonly isRestart: boolean;
  readonly log: Notice;
  /** How soon a model that could not be loaded is tried again, ms. */
  readonly retryMs?: number;
}

const RETRY_MS = 10_000;
const SAY_AGAIN_MS = 600_000;

/**
 * Scores posts as they are stored, up to a budget and not while lagging; the table scorer catches up. The model is loaded when
 * a batch is the first that does not lag: it takes 0.3 s and 80 MB, which a backlog does not need. One that cannot be loaded
 * later than that is tried again, and posts are stored without a score until it is there.
 */
export class LiveScorer {
  readonly #options: LiveScorerOptions;
  readonly #mayScore = secondBudget(LIVE_POSTS_PER_SECOND, () => performance.now());
  #score: ScoreText | undefined;
  #loading: Promise<void> | undefined;
  #isFirst = true;
  #retryAt = Infinity;
  readonly #outageLog: OutageLog;

  private constructor(options: LiveScorerOptions) {
    this.#options = options;
    this.#outageLog = new OutageLog(options.log, { repeatMs: SAY_AGAIN_MS });
  }

  /** @throws {PermanentError} where the directory holds no model, unless this is a restart */
  static async open(options: LiveScorerOptions): Promise<LiveScorer> {
    const scorer = new LiveScorer(options);
    // One that is started again was mostly live, and scores from its first batch on. Loading says in words what is missing.
    if (options.isRestart || !await isThere(options.model)) {
      await (scorer.#loading = scorer.#load(options.isRestart));
    }
    return scorer;
  }

  /** Scores a text; null where that is left to the table scorer. */
  readonly scoreText: ScoreText = (post) =>
    this.#score !== undefined && this.#keepsUp && this.#mayScore() ? this.#score(post) : null;

  /**
   * Call it before each batch. The first batch of a consumer that keeps up waits for the model; one that was in a backlog goes
   * on without scores until the model is there.
   */
  beforeBatch(): Promise<void> | undefined {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (performance.now() >= this.#retryAt) this.#loading = undefined;
    if (this.#loading !== undefined || !this.#keepsUp) return undefined;
    if (!isFirst && this.#options.untilEnd) return undefined;
    this.#loading = this.#load(!isFirst);
    return isFirst ? this.#loading : undefined;
  }

  get #keepsUp(): boolean {
    return this.#options.lag() <= LIVE_POSTS_PER_SECOND;
  }

  async #load(goOn: boolean): Promise<void> {
    const { model, band, retryMs = RETRY_MS } = this.#options;
    this.#retryAt = Infinity;
    try {
      const { score } = await loadPostScorer(model, band);
      this.#score = (post) =>
        score(post.content, post.lang, {
          html: post.contentHtml,
          spoiler: post.spoilerText,
          poll: post.pollText,
        });
      this.#outageLog.over("Posts are scored as they are stored");
    } catch (error) {
      if (!goOn) throw error;
      this.#outageLog.failed(
        messageOf(error).replace(/\.$/, ""),
        "Meanwhile posts are stored without a score",
      );
      this.#retryAt = performance.now() + retryMs;
    }
  }
}

async function isThere(model: string): Promise<boolean> {
  return await Deno.stat(`${model}/manifest.json`).then(() => true, () => false);
}
