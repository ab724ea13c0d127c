import { inflected } from "./inflected.ts";

/** Endings of a noun that ends in -er or -e, of both sexes. */
const NOUN = ["", "n", "s", "in", "innen"];
const ADJECTIVE = ["", "e", "er", "es", "en", "em"];

/** German words that name people by who they are. */
export const PEOPLE_DE: readonly string[] = [
  ...inflected(NOUN, [
    "amerikaner mexikaner afrikaner araber europäer inder engländer brite schotte waliser ire franzose deutscher italiener",
    "spanier portugiese niederländer holländer belgier schweizer österreicher schwede norweger däne finne isländer pole",
    "tscheche slowake ungar rumäne bulgare grieche türke russe ukrainer serbe kroate bosnier albaner kosovare slowene",
    "armenier georgier afghane pakistaner chinese japaner koreaner vietnamese thailänder kambodschaner filipino indonesier",
    "tibeter uigure iraner perser iraker syrer libanese palästinenser jordanier jemenit ägypter libyer tunesier algerier",
    "marokkaner sudanese äthiopier eritreer somalier kenianer ruander kongolese nigerianer ghanaer senegalese kameruner",
    "brasilianer argentinier chilene peruaner kolumbianer venezolaner kubaner haitianer jamaikaner kanadier australier",
    "asiate kurde sinto rom migrant einwanderer zuwanderer ausländer christ jude moslem muslim hindu buddhist atheist",
    "katholik protestant mormone agnostiker heide sunnit schiit zionist sikh rentner pensionär obdachloser arbeitsloser",
    "millionär milliardär bettler autist diabetiker epileptiker rollstuhlfahrer blinder behinderter schwarzer weißer senior",
    "jugendlicher erwachsener teenager lesbe schwuler latino feminist türk israeli saudi",
  ]),
  ...inflected(ADJECTIVE, [
    "amerikanisch mexikanisch afrikanisch asiatisch arabisch europäisch indisch englisch britisch schottisch irisch",
    "französisch deutsch italienisch spanisch portugiesisch niederländisch holländisch belgisch schweizerisch österreichisch",
    "schwedisch norwegisch dänisch finnisch polnisch tschechisch slowakisch ungarisch rumänisch bulgarisch griechisch",
    "türkisch russisch ukrainisch serbisch kroatisch bosnisch albanisch kosovarisch slowenisch armenisch georgisch",
    "afghanisch pakistanisch chinesisch japanisch koreanisch vietnamesisch thailändisch philippinisch indonesisch tibetisch",
    "iranisch persisch irakisch syrisch libanesisch palästinensisch israelisch jordanisch saudisch jemenitisch ägyptisch",
    "libysch tunesisch algerisch marokkanisch sudanesisch äthiopisch eritreisch somalisch kenianisch kongolesisch",
    "nigerianisch ghanaisch senegalesisch brasilianisch argentinisch chilenisch peruanisch kolumbianisch venezolanisch",
    "kubanisch haitianisch jamaikanisch kanadisch australisch lateinamerikanisch hispanisch kurdisch slawisch migrantisch",
    "geflüchtet geflohen ausländisch indigen fremd orientalisch westlich",
    "christlich muslimisch islamisch moslemisch jüdisch hinduistisch buddhistisch atheistisch katholisch evangelisch",
    "protestantisch mormonisch orthodox heidnisch agnostisch religiös gläubig säkular sunnitisch schiitisch konfessionslos",
    "schwarz weiß braun farbig dunkelhäutig hellhäutig gemischt schwul lesbisch homosexuell heterosexuell bisexuell queer",
    "asexuell pansexuell hetero transgeschlechtlich transsexuell nichtbinär nonbinär cis intergeschlechtlich weiblich",
    "männlich feminin maskulin divers taub gehörlos schwerhörig stumm blind sehbehindert behindert körperbehindert",
    "schwerbehindert autistisch legasthen epileptisch bipolar schizophren querschnittsgelähmt gelähmt neurodivers",
    "neurodivergent verkrüppelt dick dünn groß klein fett schlank übergewichtig mager mollig glatzköpfig rothaarig blond",
    "linkshändig rechtshändig kleinwüchsig gehbehindert hörgeschädigt legasthenisch laotisch mongolisch alevitisch",
    "hivpositiv magersüchtig bulimisch asthmatisch stotternd einarmig einbeinig einäugig zuckerkrank krebskrank dement",
    "pflegebedürftig zahnlos faltig behaart stämmig dürr bebrillt vollschlank adlig bürgerlich proletarisch vorbestraft inhaftiert",
    "selbstständig selbständig verbeamtet alleinerziehend kinderlos adoptiert verwaist koptisch jesidisch lutherisch calvinistisch",
    "tatarisch maltesisch omanisch katarisch gambisch tschetschenisch samisch zypriotisch luxemburgisch kasachisch usbekisch",
    "burmesisch litauisch lettisch estnisch isländisch moldauisch mazedonisch bosniakisch bayerisch sächsisch schwäbisch ostdeutsch",
    "westdeutsch hessisch friesisch polyamor afroamerikanisch afrodeutsch",
    "brünett bärtig tätowiert schwanger muskulös arm reich obdachlos arbeitslos wohlhabend erwerbslos mittellos vermögend",
    "bedürftig verschuldet ungebildet gebildet privilegiert verwitwet geschieden ledig ländlich städtisch jung alt älter",
    "betagt jugendlich minderjährig erwachsen bejahrt jünger mittelalt",
  ]),
  ...("trans transgender inter binär nonbinary gay bi homo frau frauen mann männer mädchen junge jungen weib weiber lgbt lgbtq " +
    "flüchtling flüchtlinge flüchtlingen roma sinti islam judentum christentum buddhismus hinduismus dunkle dunkler hochbetagte " +
    "ältere teenie oma opa senioren seniorin rollstuhl autistin jüdin jüdinnen französin französinnen franzosen türkin polin " +
    "russin griechin chinesin schwedin dänin britin asiatin kurdin muslima muslimin muslime juden christen araberin deutsche " +
    "deutschen saudi thai israelis pakistani afroamerikaner afroamerikanisch arbeiterkind greis greisin")
    .split(" "),
];
