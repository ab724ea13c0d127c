/**
 * Words of the rating lists that get no rating here, because they name people or groups (a score must not depend on who
 * somebody is) or political names of either side. They remain words: training may still learn from them.
 *
 * Slurs for a group are among them. They can be meant as insults, but members of the group also quote them, reclaim them, or
 * in some varieties of English greet with them, and a rating would lower the score of all of these posts. The other words of
 * a post show its mood.
 *
 * Words that are said of anybody or anything far more often than of a group keep their rating: insults ("idiot", "bitch",
 * "bastard"), former names of illnesses ("lame", "dumb", "crazy"), states ("ill", "depressed", "alone"), "poor" and "rich",
 * and names that are never friendly ("terrorist", "fascist", "criminal").
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
