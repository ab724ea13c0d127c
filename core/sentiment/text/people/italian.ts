import { elided, inflected } from "./inflected.ts";

/** Italian words that name people by who they are. */
export const PEOPLE_IT: readonly string[] = elided([
  ...inflected(["o", "a", "i", "e"], [
    "american messican african asiatic europe indian britannic scozzes italian spagnol svizzer austriac polacc cec slovacc",
    "rumen bulgar grec turc russ ucrain serb bosniac croat georgian armen afghan corean filippin indonesian tibetan sirian",
    "iranian irachen libic tunisin algerin marocchin egizian somal etiop kenian nigerian angolan brasilian argentin cilen",
    "peruvian colombian venezuelan bolivian cuban haitian giamaican australian latin ispanic zingar curd slav palestines",
    "sudamerican nordamerican afroamerican stranier profug rifugiat esiliat indigen meticci mulatt cristian ebre cattolic",
    "islamic musulman ortodoss pagan agnostic religios laic evangelic mormon ner bianc brun mulatt maschil femminil",
    "effeminat sord ciec mut invalid autistic paralitic tetraplegic paraplegic amputat dislessic epilettic diabetic zopp",
    "schizofrenic grass magr alt bass snell obes calv ross biond castan barbut tatuat incint muscolos cicciott ricc disoccupat",
    "agiat povere mendic pensionat analfabet colt vedov divorziat single milionari miliardari urban vecchi anzian adult",
    "sieropositiv anoressic bulimic asmatic emofiliac guerci monc lebbros sdentat rugos robust canut tarchiat mingherlin pelos",
    "baffut operai contadin aristocratic detenut carcerat precari celiac orfan adottat sposat fidanzat poliamoros aromantic monogam",
    "froci tartar gambian cecen kazak uzbek birman mongol lituan sloven montenegrin ivorian eritre sard venet fiorentin",
    "mancin sordomut laotian moldav alban nan zoroastrian ragazz bambin matur tedesc arab siciliani napoletan sicilian roman terron immigrat",
  ]),
  ...inflected(["e", "i"], [
    "ingles irlandes frances portogh olandes dan svedes norveges finlandes ungheres albanes giappones cines vietnamit libanes",
    "senegales congoles sudanes thailandes canades gay omosessual eterosessual bisessual transessual asessual giovan disabil",
    "transgend migrant emigrant extracomunitari adolescent benestant indigent ignorant protestant catalan pakistan",
    "borghes bracciant stagist maltes cipriot lussemburghes letton eston macedon ghanes bengales cingales milanes calabres",
    "torines meridional settentrional balbuzient ricchion pugles",
    "vedent udent",
  ]),
  ...("belga belgi indù hindu buddista buddisti ateo atea atei ebreo ebrea ebrei ebree sikh mormone sunnita sunniti sciita sciiti " +
    "sionista gay lesbica lesbiche lesbo queer trans transgender cis etero lgbt intersessuale intersex binario binaria " +
    "nonbinario donna donne uomo uomini maschio maschi femmina femmine femminista autistico autistica bipolare cieca ciechi " +
    "handicappato handicappata handicap disabile disabili povero povera poveri povere ricco ricca ricchi ricche grassa grasso " +
    "alto alta basso bassa senzatetto barbone disoccupato giovane giovani vecchio vecchia vecchi vecchie pensionato anziano rom " +
    "sinti nomade nomadi tedesco tedesca tedeschi tedesche turchi turche polacchi polacche greci greche bianchi bianche neri nere " +
    "portoghese portoghesi danese danesi israeliano israeliana israeliani israeliane saudita sauditi pakistano pakistana " +
    "francese francesi musulmana musulmani islam ebraismo cristianesimo cinese cinesi ispanica latina latino migrante migranti " +
    "extracomunitario extracomunitaria extracomunitari vietnamita epilettico obesa obeso neurodivergente clandestino clandestini")
    .split(" "),
], "l' un' d' dell' all' nell' sull' dall' quell' quest' c' sant'");
