import { inflected } from "./inflected.ts";

/** Spanish words that name people by who they are. */
export const PEOPLE_ES: readonly string[] = [
  ...inflected(["o", "a", "os", "as"], [
    "american mexican african asiátic asiatic europe indi británic escocés suiz italian austriac suec norueg finlandés polac",
    "chec eslovac húngar hungar ruman búlgar grieg turc rus ucranian serbi bosni albanokosovar georgian armeni afgan chin",
    "corean filipin indonesi tibetan sirí libi tunecin argelin egipci somalí etíope etíop kenian ruandés nigerian camerunés",
    "brasileñ argentin chilen peruan colombian venezolan ecuatorian bolivian paraguay uruguay cuban haitian jamaican dominican",
    "salvadoreñ guatemaltec hondureñ nicaragüens panameñ canadiens australian latin hispan gitan kurd eslav vasc palestin",
    "sudafrican norteamerican sudamerican latinoamerican centroamerican afroamerican afrodescendient estadounidens extranjer",
    "refugiad exiliad indígen mulat mestiz zamb cristian judí católic hinduist ate protestant ortodox pagan agnóstic agnostic",
    "islámic religios laic negr blanc moren casta trigueñ masculin femenin afeminad sord cieg mud discapacitad minusválid",
    "autist paralític tetrapléjic parapléjic amputad disléxic epiléptic diabétic cojo manc esquizofrénic gord flac alt baj",
    "delgad obes calv pelirroj rubi castañ barbud tatuad embarazad musculos regordet ric adinerad desemplead parad acomodad",
    "mendig vagabund jubilad retirad analfabet educad cult viud divorciad solter vecin millonari multimillonari urban viej",
    "seropositiv anoréxic bulímic asmátic hemofílic tartamud tuert sidos lepros desdentad arrugad robust canos fornid",
    "flacuch pelud bigotud campesin obrer recluid jornaler huérfan adoptad casad poliamoros arromántic tártar",
    "gambian chechen maltés kazaj uzbek moldav macedoni montenegrin esloven lituan estoni angoleñ guinean madrileñ sevillan canari",
    "limeñ porteñ valencian murcian costeñ maricón",
    "ancian adult niñ chic muchach abuel mayorcit veteran maduro transexuad heterosexuad intersexuad",
  ]),
  ...inflected(["", "s", "es", "a", "as"], [
    "inglés irlandés francés alemán español portugués holandés danés japonés libanés senegalés congoleñ marroquí iraní iraquí",
    "israelí paquistaní saudí sudanés vietnamita tailandés catalán andaluz gallego belga croata árabe musulmán judío hindú",
    "budista ateo sij mormón evangélico sunita chiita chií sionista gay lesbiana heterosexual homosexual bisexual queer",
    "asexual pansexual trans transexual transgénero cisgénero cis intersexual binario mujer hombre varón hembra macho hetero",
    "lgbt feminista autista bipolar sordomudo invidente discapacidad neurodivergente pobre rico indigente desempleado parado",
    "inmigrante migrante emigrante joven mayor anciano adolescente pensionista octogenario sintecho humilde rural marica",
    "burgués aristócrata becario autónomo celíaco maricón bollera omaní catarí",
    "chipriota luxemburgués letón birmano mongol maltés",
    "zurdo diestro zoroastriano laosiano mapuche quechua albino enano",
    "costarricense nicaragüense estadounidense canadiense afrodescendiente indígena",
  ]),
  ...("francesa francesas inglesa inglesas alemana alemanes alemanas españoles española españolas catalana catalanes musulmana " +
    "musulmanes musulmanas jóvenes irlandesa portuguesa holandesa danesa japonesa libanesa senegalesa marroquíes iraníes islam " +
    "judaísmo cristianismo mujeres hombres refugiado refugiada refugiados gays lesbianas homosexuales persona-negra sintecho " +
    "japoneses ingleses franceses portugueses varones").split(" "),
];
