/**
 * Words that a list rates and we do not, by what they name: people, who must not be blamed (or praised) for who they are,
 * and political names, of either side. The corpus may still teach what is said around them: they stay words.
 *
 * Slurs that name a group are among them. Said in anger they do blame; but who is meant by one quotes it, reclaims it, or in
 * some varieties of English greets with it, and a rating would pull all of these down. What else stands in such a post says
 * enough of its mood.
 *
 * Rated they stay, where they are said of anybody and of things far more often than of a group: insults ("idiot", "bitch",
 * "bastard"), what once named an illness ("lame", "dumb", "crazy"), states ("ill", "depressed", "alone"), "poor" and "rich",
 * and what nobody is called by friends ("terrorist", "fascist", "criminal").
 */
const UNRATED_BY_KIND = {
  religion: "god jesus infidel infidels heathen heretic heretics disbeliever devout",
  origin: "nigger niggas ghetto backwood backwoods byzantine undocumented",
  sexAndOrientation:
    "gay straight queer fag faggot faggots shemale whore whores slut sluts spinster harridan shrew mistress",
  body:
    "fat fatty obese overweight skinny lanky midget deformed deformity deformities emaciated hairloss",
  ability:
    "blind deaf disabled disability disabilities handicapped cripple crippled cripples retard retarded retards " +
    "retardedness tard fucktard feebleminded infirm impaired impairment impairments incapacitated paralyzed paralize " +
    "syndrome stammer stutter stuttered stuttering stutters maladjusted addict addicts addicted drunkard",
  age: "senile doddering geezer youthful orphan widowed",
  meansAndStanding:
    "homeless beggar beggarly pauper paupers indigent destitute destitution impoverished needy unemployed jobless vagrant " +
    "tramp disadvantaged privileged wealthy wealthier affluent posh plebeian slave slaves illiterate educated unskilled " +
    "dropout dropouts",
  politics:
    "trump conservative progressive radical radicals reactionary revolutionary anarchist anarchistic anarchism " +
    "imperialist hardliner hardliners partisan partisans dissident dissidents rebel rebels patriot patriotic protesters " +
    "illuminati",
} as const;

export const UNRATED_WORDS: ReadonlySet<string> = new Set(
  Object.values(UNRATED_BY_KIND).flatMap((words) => words.split(" ")),
);
