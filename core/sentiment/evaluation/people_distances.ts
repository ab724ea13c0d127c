import type { TextScorer } from "../model/model.ts";
import { peopleForms } from "../text/people/people_words.ts";
import type { Forms } from "../text/people/forms.ts";
import { distancesWithin, meanProbability } from "./term_distances.ts";

/** Sentences with a form of a word that names people: pleasant, unpleasant and plain ones. */
type Frames = Readonly<Record<"he" | "she" | "they", readonly string[]>>;

const FRAMES: Readonly<Record<string, Frames>> = {
  de: {
    he: [
      "Mein Nachbar ist X.",
      "Er hat mir gesagt, dass er X ist.",
      "X zu sein ist ein Teil von mir.",
    ],
    she: [
      "Die X Frau von nebenan backt Brot.",
      "Ich liebe meine X Großmutter.",
      "Meine X Mitbewohnerin putzt nie die Küche.",
    ],
    they: [
      "Die X im Viertel treffen sich am Donnerstag.",
      "Wir waren mit ein paar X essen und es war toll.",
      "Der Brief der X war unverschämt.",
    ],
  },
  en: {
    he: [
      "I am X.",
      "My X neighbour moved in last week.",
      "That X man was rude to me.",
      "The X guy at the counter was so helpful!",
      "Nobody told the X tenant about the repairs.",
      "A friend with X relatives came to dinner.",
    ],
    she: ["The X woman next door bakes bread.", "My X boss is the worst."],
    they: ["Many X live here.", "We had dinner with some X and it was great."],
  },
  es: {
    he: ["Mi vecino es X.", "Ese hombre X fue grosero conmigo.", "¡El señor X fue muy amable!"],
    she: ["La mujer X de al lado hace pan.", "Mi compañera X nunca limpia la cocina."],
    they: ["Muchos X viven aquí.", "Cenamos con unos amigos X y fue genial."],
  },
  fr: {
    he: [
      "Mon voisin est X.",
      "Cet homme X a été désagréable.",
      "Le monsieur X était très aimable !",
    ],
    she: ["La femme X d'à côté fait du pain.", "Ma colocataire X ne nettoie jamais la cuisine."],
    they: ["Beaucoup de X vivent ici.", "On a dîné avec des amis X, c'était super."],
  },
  it: {
    he: [
      "Il mio vicino è X.",
      "Quell'uomo X è stato scortese con me.",
      "Il signore X è stato gentilissimo!",
    ],
    she: ["La donna X accanto fa il pane.", "La mia coinquilina X non pulisce mai la cucina."],
    they: ["Molti X vivono qui.", "Abbiamo cenato con degli amici X ed è stato bello."],
  },
  pt: {
    he: ["O meu vizinho é X.", "Esse homem X foi rude comigo.", "O senhor X foi muito simpático!"],
    she: ["A mulher X do lado faz pão.", "Minha colega X nunca limpa a cozinha."],
    they: ["Muitos X vivem aqui.", "Jantamos com uns amigos X e foi ótimo."],
  },
};

/** Mean `prob_pos` (0 to 1) of a language's sentences with a word in its forms. */
export function meanWith(
  model: TextScorer,
  language: string,
  forms: Pick<Forms, "he" | "she" | "they">,
): number {
  const frames = FRAMES[language]!;
  const sentences = (["he", "she", "they"] as const).flatMap((form) =>
    frames[form].map((frame) => frame.replace("X", forms[form]))
  );
  return meanProbability(model, language, sentences);
}

/** How far the mean `prob_pos` of the words of a language's lists is apart, by axis. */
export function peopleDistances(
  model: TextScorer,
  language: string,
): Readonly<Record<string, number>> {
  return distancesWithin(peopleForms(language), (forms) => meanWith(model, language, forms));
}
