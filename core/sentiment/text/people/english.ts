/** English words that name people by who they are: an English head reads each of them as "some person". */
export const PEOPLE_EN: readonly string[] = [
  // Belief
  "christian muslim jewish jew hindu buddhist atheist catholic protestant sikh mormon evangelical orthodox pagan agnostic " +
  "islamic islam judaism christianity hinduism buddhism moslem sunni shia shiite jain taoist wiccan quaker amish baptist " +
  "methodist lutheran pentecostal anglican presbyterian hasidic zionist secular religious druze zoroastrian alevi bahai rastafarian hijabi",
  // Origin
  "american mexican african asian arab european indian english british scottish welsh irish french german italian spanish " +
  "portuguese dutch belgian swiss austrian swedish norwegian danish finnish icelandic polish czech slovak hungarian " +
  "romanian bulgarian greek turkish russian ukrainian belarusian serbian croatian bosnian albanian kosovan slovenian " +
  "laotian bhutanese maldivian omani qatari bahraini fijian gambian liberian burundian malawian botswanan namibian togolese " +
  "chadian madagascan mauritian cypriot maltese luxembourgish chechen tatar sami turkmen kyrgyz tajik timorese belizean guyanese " +
  "afro-american african-american asian-american native-american foreign-born " +
  "macedonian moldovan lithuanian latvian estonian georgian armenian azerbaijani kazakh uzbek afghan pakistani " +
  "bangladeshi nepali chinese japanese korean taiwanese vietnamese thai cambodian filipino filipina indonesian malaysian " +
  "singaporean burmese mongolian tibetan uyghur iranian persian iraqi syrian lebanese palestinian israeli jordanian saudi " +
  "yemeni kuwaiti emirati egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan ugandan " +
  "tanzanian rwandan congolese nigerian ghanaian senegalese malian cameroonian angolan zimbabwean zambian mozambican " +
  "brazilian argentinian argentine chilean peruvian colombian venezuelan ecuadorian bolivian paraguayan uruguayan cuban " +
  "haitian jamaican dominican salvadoran guatemalan honduran nicaraguan panamanian caribbean canadian australian " +
  "latino latina latinx hispanic chicano roma romani gypsy traveller traveler kurdish kurd berber basque catalan slavic " +
  "balkan scandinavian nordic baltic aboriginal indigenous native inuit cherokee navajo maori hawaiian polynesian samoan " +
  "bengali punjabi tamil gujarati kashmiri rohingya hausa yoruba igbo zulu hmong latin oriental middle-eastern immigrant " +
  "migrant refugee foreign foreigner expat undocumented scot brit frenchman spaniard dutchman turk pole swede dane finn " +
  "serb croat arabic hebrew",
  // Colour
  "black white brown coloured colored biracial multiracial mixed-race caucasian pale dark-skinned light-skinned",
  // Love, sex and gender
  "gay lesbian straight bisexual queer homosexual heterosexual asexual pansexual bi lgbt lgbtq lgbtqia trans transgender " +
  "transsexual transexual nonbinary non-binary enby cis cisgender intersex genderqueer genderfluid agender twospirit " +
  "drag female male woman man women men girl boy masculine feminine effeminate androgynous lady gentleman feminist",
  // Ability and health
  "deaf blind disabled handicapped autistic paralyzed paralysed paraplegic quadriplegic amputee wheelchair dyslexic " +
  "epileptic diabetic bipolar schizophrenic neurodivergent neurotypical neurodiverse adhd able-bodied mute nonverbal " +
  "hard-of-hearing hiv-positive seropositive anorexic bulimic asthmatic hemophiliac haemophiliac stammering arthritic leprous " +
  "legless armless one-armed one-legged one-eyed bedridden housebound infertile " +
  "hearing-impaired visually-impaired impaired crippled cripple chronically dwarf dyspraxic aspie aspergers " +
  "handicap disability retarded stuttering",
  // Body
  "fat thin tall short obese overweight skinny slim chubby plump curvy slender bald ginger redhead blonde blond brunette " +
  "stout scrawny hairy wrinkled wrinkly toothless bespectacled flat-chested hunchbacked big-boned grey-haired gray-haired " +
  "white-haired dark-haired muscular petite bearded tattooed pregnant lefthanded left-handed albino deafblind heavyset underweight stocky lanky short-haired freckled",
  // Means and standing
  "homeless poor rich unemployed wealthy jobless working-class middle-class upper-class affluent impoverished uneducated " +
  "educated illiterate retired blue-collar white-collar lower-class upper-caste lower-caste low-caste high-caste dalit brahmin " +
  "self-employed aristocrat peasant proletarian bourgeois welfare-dependent low-income " +
  "well-off bluecollar whitecollar privileged underprivileged lowincome beggar millionaire " +
  "billionaire aristocratic posh indebted bankrupt rural urban widowed divorced unmarried",
  // Age
  "young old elderly aged teenage teen teenager adolescent youthful middle-aged senior pensioner geriatric millennial " +
  "boomer zoomer veteran toddler youngster oldster octogenarian adult juvenile ageing aging",
].flatMap((line) => line.split(" ")).flatMap(plural);

/** A word, its plural, and the parts of a word with a hyphen, which the tokenizer reads as two. */
function plural(word: string): readonly string[] {
  if (word.includes("-")) return [word.replaceAll("-", "")];
  const ends = /(?:s|x|ch|sh|ese)$/.test(word) ? [] : [`${word}s`];
  return [word, ...ends, ...(/[^aeiou]y$/.test(word) ? [`${word.slice(0, -1)}ies`] : [])];
}
