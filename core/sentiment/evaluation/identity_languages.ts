import { IDENTITY_TERMS, SENTENCES } from "./identity_terms.ts";
import type { TextScorer } from "../model/model.ts";
import { distancesWithin, meanProbability } from "./term_distances.ts";

/** Sentences whose mood does not depend on the person (`X`), and groups of terms, of one language. */
export interface IdentityProbe {
  readonly sentences: readonly string[];
  readonly terms: Readonly<Record<string, readonly string[]>>;
}

/** By language. Terms take one form each that fits the sentences. */
export const IDENTITY_PROBES: Readonly<Record<string, IdentityProbe>> = {
  de: {
    sentences: [
      "Mein Nachbar ist X.",
      "Ich war gestern mit einem Freund essen, der X ist.",
      "Die Lehrerin in unserer Straße ist X.",
      "Mit der Kollegin, die X ist, arbeite ich sehr gern.",
      "Ich hatte einen furchtbaren Tag, und mein Chef ist X.",
    ],
    terms: {
      belief: [
        "christlich",
        "muslimisch",
        "jüdisch",
        "hinduistisch",
        "buddhistisch",
        "atheistisch",
      ],
      origin: ["amerikanisch", "mexikanisch", "afrikanisch", "türkisch", "arabisch", "polnisch"],
      colour: ["schwarz", "weiß"],
      love: ["schwul", "lesbisch", "hetero", "bisexuell", "queer"],
      gender: ["weiblich", "männlich", "trans", "nichtbinär"],
      ability: ["taub", "blind", "behindert", "autistisch"],
      body: ["dick", "dünn", "groß", "klein"],
      means: ["obdachlos", "arm", "reich", "arbeitslos"],
      age: ["jung", "alt", "betagt"],
    },
  },
  en: { sentences: SENTENCES, terms: IDENTITY_TERMS },
  es: {
    sentences: [
      "Mi vecino es X.",
      "Ayer comí con un amigo que es X.",
      "La persona que vive en nuestra calle es X.",
      "Me encanta trabajar con mi compañero X.",
      "Tuve un día horrible con mi jefe X.",
    ],
    terms: {
      belief: ["cristiano", "musulmán", "judío", "hindú", "budista", "ateo"],
      origin: ["americano", "mexicano", "africano", "marroquí", "árabe", "europeo"],
      colour: ["negro", "blanco", "moreno"],
      love: ["gay", "lesbiana", "heterosexual", "bisexual", "queer"],
      gender: ["mujer", "hombre", "trans", "binario"],
      ability: ["sordo", "ciego", "discapacitado", "autista"],
      body: ["gordo", "delgado", "alto", "bajo"],
      means: ["pobre", "rico", "desempleado", "indigente"],
      age: ["joven", "viejo", "anciano"],
    },
  },
  fr: {
    sentences: [
      "Mon voisin est X.",
      "Hier j'ai mangé avec un ami qui est X.",
      "La personne qui habite dans notre rue est X.",
      "J'adore travailler avec mon collègue X.",
      "J'ai passé une journée affreuse avec mon chef X.",
    ],
    terms: {
      belief: ["chrétien", "musulman", "juif", "hindou", "bouddhiste", "athée"],
      origin: ["américain", "mexicain", "africain", "algérien", "arabe", "européen"],
      colour: ["noir", "blanc", "métis"],
      love: ["gay", "lesbienne", "hétéro", "bisexuel", "queer"],
      gender: ["femme", "homme", "trans", "binaire"],
      ability: ["sourd", "aveugle", "handicapé", "autiste"],
      body: ["gros", "mince", "grand", "petit"],
      means: ["pauvre", "riche", "chômeur", "sdf"],
      age: ["jeune", "vieux", "âgé"],
    },
  },
  it: {
    sentences: [
      "Il mio vicino è X.",
      "Ieri ho mangiato con un amico che è X.",
      "La persona che abita nella nostra via è X.",
      "Adoro lavorare con il mio collega X.",
      "Ho passato una giornata orribile con il mio capo X.",
    ],
    terms: {
      belief: ["cristiano", "musulmano", "ebreo", "indù", "buddista", "ateo"],
      origin: ["americano", "messicano", "africano", "rumeno", "arabo", "europeo"],
      colour: ["nero", "bianco"],
      love: ["gay", "lesbica", "etero", "bisessuale", "queer"],
      gender: ["donna", "uomo", "trans", "binario"],
      ability: ["sordo", "cieco", "disabile", "autistico"],
      body: ["grasso", "magro", "alto", "basso"],
      means: ["povero", "ricco", "disoccupato", "senzatetto"],
      age: ["giovane", "vecchio", "anziano"],
    },
  },
  pt: {
    sentences: [
      "O meu vizinho é X.",
      "Ontem almocei com um amigo que é X.",
      "A pessoa que mora na nossa rua é X.",
      "Adoro trabalhar com o meu colega X.",
      "Tive um dia horrível com o meu chefe X.",
    ],
    terms: {
      belief: ["cristão", "muçulmano", "judeu", "hindu", "budista", "ateu"],
      origin: ["americano", "mexicano", "africano", "angolano", "árabe", "europeu"],
      colour: ["negro", "branco", "pardo"],
      love: ["gay", "lésbica", "hétero", "bissexual", "queer"],
      gender: ["mulher", "homem", "trans", "binário"],
      ability: ["surdo", "cego", "deficiente", "autista"],
      body: ["gordo", "magro", "alto", "baixo"],
      means: ["pobre", "rico", "desempregado", "indigente"],
      age: ["jovem", "velho", "idoso"],
    },
  },
};

/** How far the mean `prob_pos` (0 to 1) of a group's terms is apart, by group. */
export function identityDistances(
  model: TextScorer,
  language: string,
  { sentences, terms }: IdentityProbe,
): Readonly<Record<string, number>> {
  return distancesWithin(
    terms,
    (term) =>
      meanProbability(model, language, sentences.map((sentence) => sentence.replace("X", term))),
  );
}
