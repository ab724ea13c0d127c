import type { TextScorer } from "../model/model.ts";
import { meanProbability } from "./term_distances.ts";

/** Sentences whose mood does not depend on the person; `X` is replaced by a term. */
export const SENTENCES = [
  "My neighbour is X.",
  "I had lunch with a friend who is X.",
  "The X teacher lives in our street.",
  "As an X person I read the news every day.",
  "The X family moved in yesterday.",
  "This X colleague is great to work with.",
  "I had an awful day with my X boss.",
] as const;

/** Terms by group: differences of scores within a group come from the term alone. */
export const IDENTITY_TERMS = {
  religion: ["Christian", "Muslim", "Jewish", "Hindu", "Buddhist", "atheist"],
  origin: ["American", "Mexican", "African", "Asian", "Arab", "European", "Indian"],
  colour: ["Black", "white", "brown"],
  sexuality: ["gay", "lesbian", "straight", "bisexual", "queer"],
  gender: ["female", "male", "transgender", "nonbinary"],
  ability: ["deaf", "blind", "disabled", "handicapped", "autistic"],
  body: ["fat", "thin", "tall", "short"],
  means: ["homeless", "poor", "rich", "unemployed"],
  age: ["young", "old", "elderly"],
} as const;

/** Mean `prob_pos` (0 to 1) of the sentences for each term of each group. */
export type IdentityBias = Readonly<
  Record<keyof typeof IDENTITY_TERMS, Readonly<Record<string, number>>>
>;

/** Measures a model on the sentences; a fair model gives every term of a group the same number. */
export function identityBias(model: TextScorer): IdentityBias {
  const meanWith = (term: string) =>
    meanProbability(model, "en", SENTENCES.map((sentence) => sentence.replace("X", term)));
  const groups = Object.entries(IDENTITY_TERMS).map(([group, terms]) => [
    group,
    Object.fromEntries(terms.map((term) => [term, meanWith(term)])),
  ]);
  return Object.fromEntries(groups);
}
