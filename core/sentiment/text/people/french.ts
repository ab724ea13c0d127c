import { elided, inflected } from "./inflected.ts";

/** French words that name people by who they are. */
export const PEOPLE_FR: readonly string[] = elided(
  [
    ...inflected(["", "s", "e", "es"], [
      "américain mexicain africain européen indien anglais britannique écossais gallois irlandais français allemand italien",
      "espagnol portugais néerlandais hollandais suisse autrichien suédois norvégien danois finlandais polonais tchèque",
      "slovaque hongrois roumain bulgare grec turc russe ukrainien serbe croate bosniaque albanais kosovar arménien géorgien",
      "afghan pakistanais bangladais népalais chinois japonais coréen vietnamien thaïlandais cambodgien philippin indonésien",
      "malaisien tibétain ouïghour iranien irakien syrien libanais palestinien israélien jordanien saoudien yéménite égyptien",
      "libyen tunisien algérien marocain soudanais éthiopien érythréen somalien kényan rwandais congolais nigérian nigérien",
      "ghanéen sénégalais malien ivoirien camerounais gabonais angolais malgache comorien mauritanien burkinabé béninois",
      "togolais guinéen tchadien brésilien argentin chilien péruvien colombien vénézuélien bolivien cubain haïtien jamaïcain",
      "canadien québécois australien antillais guadeloupéen martiniquais réunionnais corse breton alsacien kurde berbère",
      "kabyle maghrébin catalan basque slave latino hispanique tsigane gitan rom romani manouche arabe asiatique occidental",
      "oriental immigré migrant réfugié étranger exilé expatrié autochtone indigène belge estonien letton lituanien slovène",
      "musulman chrétien juif hindou bouddhiste athée catholique protestant sikh mormon évangélique orthodoxe païen",
      "agnostique islamique sunnite chiite sioniste laïque laïc pieux croyant évangéliste",
      "noir blanc brun métis basané coloré gay homo hétéro bi lesbien homosexuel hétérosexuel bisexuel queer asexuel",
      "pansexuel trans transgenre transsexuel cisgenre cis intersexe binaire femme homme fille garçon féminin masculin",
      "femelle mâle efféminé lgbt lgbtq féministe sourd muet aveugle malvoyant malentendant handicapé invalide infirme",
      "paralysé tétraplégique paraplégique amputé autiste dyslexique épileptique diabétique bipolaire schizophrène trisomique",
      "neuroatypique boiteux handi voyant entendant gros mince maigre grand petit obèse rond chauve roux blond châtain musclé barbu tatoué",
      "enceinte enveloppé svelte pauvre riche chômeur aisé fortuné défavorisé précaire mendiant clochard bourgeois ouvrier",
      "retraité illettré analphabète diplômé instruit privilégié modeste divorcé veuf célibataire sdf millionnaire",
      "milliardaire rural citadin jeune vieux vieil âgé ado adolescent senior aîné ancien adulte trentenaire quadragénaire",
      "quinquagénaire séropositif anorexique boulimique asthmatique hémophile bègue sidéen cancéreux unijambiste manchot borgne lépreux édenté",
      "maigrichon trapu poilu ridé moustachu détenu prisonnier paysan agriculteur prolétaire aristocrate smicard intérimaire",
      "pédé gouine polyamoureux aromantique djiboutien centrafricain omanais qatari gambien tchétchène chypriote luxembourgeois",
      "maltais kazakh ouzbek birman mongol peul wolof soninké bambara tamoul mauricien parisien marseillais lyonnais toulousain",
      "bordelais lillois nantais normand picard savoyard auvergnat provençal banlieusard adopté orphelin nonbinaire nonvoyant nonentendant",
      "sexagénaire octogénaire pensionné gaucher droitier druze zoroastrien laotien nain albinos vétéran",
    ]),
    ..."juive juives grecque grecques turque turques blanche blanches grosse grosses vieille vieilles rousse rousses veuve veuves " +
      "métisse métisses européenne européennes indienne indiennes canadienne canadiennes australienne australiennes italienne " +
      "italiennes autrichienne autrichiennes norvégienne norvégiennes ukrainienne ukrainiennes arménienne géorgienne coréenne " +
      "vietnamienne indonésienne malaisienne tibétaine iranienne iraniennes irakienne syrienne syriennes palestinienne " +
      "palestiniennes israélienne israéliennes égyptienne tunisienne tunisiennes algérienne algériennes libyenne éthiopienne " +
      "somalienne nigérienne ghanéenne malienne ivoirienne brésilienne brésiliennes chilienne péruvienne colombienne vénézuélienne " +
      "cubaine haïtienne bretonne guadeloupéenne martiniquaise chrétienne chrétiennes païenne lesbienne lesbiennes homosexuelle " +
      "homosexuelles hétérosexuelle hétérosexuelles bisexuelle bisexuelles transsexuelle asexuelle ancienne anciennes aînée pieuse " +
      "boiteuse chômeuse chômeuses mexicaine africaine africaines maghrébine handicapée gitane rome roms musulmane musulmanes séropositive séropositives parisienne parisiennes adoptée djiboutienne centrafricaine omanaise tchétchène " +
      "paysanne prisonnière agricultrice lépreuse cancéreuse polyamoureuse ch'ti " +
      "sioniste orientale orientaux rurale ruraux gaie gais lettone estonienne estoniennes saoudienne jordanienne européens " +
      "guinéenne tchadienne mauritanienne comorienne bolivienne alsacienne islam judaïsme christianisme bouddhisme hindouisme " +
      "catholicisme handicap".split(" "),
  ],
  "l' d' qu'",
);
