/** Words that turn the next words of their phrase around, by language. A head of another language has none. */
export const NEGATORS: Readonly<Record<string, string>> = {
  en:
    "not no never nor neither none nothing nobody nowhere without cannot cant dont wont didnt doesnt isnt arent " +
    "wasnt werent havent hasnt hadnt wouldnt couldnt shouldnt mustnt neednt aint shant hardly barely",
  de:
    "nicht nich nix nie niemals nichts kein keine keinen keinem keiner keines ohne weder noch niemand kaum ned net",
  es: "no nunca jamás jamas ni nada nadie ningún ninguno ninguna sin tampoco apenas",
  fr:
    "ne pas jamais rien aucun aucune sans ni personne n'est n'ai n'a n'y n'ont n'es n'étais n'était n'en n'importe guère nul",
  it: "non mai niente nulla nessuno nessuna senza né neanche nemmeno neppure",
  nl: "niet geen nooit niets niks nergens zonder noch niemand nauwelijks",
  pl: "nie nigdy nic nikt żaden żadna bez ani",
  pt: "não nao nunca jamais nem nada ninguém ninguem nenhum nenhuma sem ñ",
  sv: "inte ej aldrig inget ingen inga utan varken knappt",
};
