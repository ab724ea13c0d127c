/** French words that name people, by axis: masculine singular; the other forms are made. */
export default {
  belief: `
    chrétien catholique protestant orthodoxe évangélique évangéliste pentecôtiste baptiste méthodiste luthérien calviniste
    presbytérien anglican épiscopalien mormon quaker amish mennonite adventiste unitarien charismatique copte maronite melkite
    huguenot janséniste intégriste traditionaliste puritain jésuite franciscain dominicain bénédictin juif/juive/juifs/juives
    judaïque hassidique haredi séfarade ashkénaze sioniste casher musulman islamique islamiste mahométan sunnite chiite soufi
    salafiste wahhabite ismaélien ahmadi alaouite alévi druze ibadite voilé hindou hindouiste brahmane jaïn jaïniste sikh
    bouddhiste zen lamaïste taoïste confucéen confucianiste shintoïste zoroastrien parsi yézidi mandéen bahaï rastafarien rasta
    païen wiccan druide animiste chamaniste vaudou spirite spiritiste scientologue sataniste athée agnostique laïque laïc/laïque/laïcs/laïques
    séculier humaniste incroyant mécréant infidèle irréligieux religieux croyant pieux dévot fidèle pratiquant non-pratiquant
    non-croyant libre-penseur déiste théiste panthéiste monothéiste polythéiste converti apostat prêtre moine nonne/nonne/nonnes/nonnes
    bonne-sœur pasteur rabbin imam évêque curé missionnaire clérical islam judaïsme christianisme hindouisme bouddhisme sikhisme
    catholicisme protestantisme athéisme jaïnisme témoin-de-jéhovah franc-maçon
    témoins-de-jéhovah non-religieux non-musulman
    {non,peu,pas,plus}-{pratiquant,croyant,religieux,observant,baptisé,catholique,chrétien,juif/juive/juifs/juives,musulman}
    sans-religion franc-maçon/franc-maçonne/francs-maçons/franc-maçonnes adepte {très,profondément,ultra}-{religieux,croyant,orthodoxe,pieux}
    {catholique,chrétien,protestant,musulman,juif/juive/juifs/juives}~{de-culture,de-naissance,de-tradition,non-pratiquant,non-pratiquante}`,
  origin: `
    afghan albanais algérien américain andorran angolais antiguais argentin arménien arubais australien autrichien azerbaïdjanais azéri
    bahaméen bahreïni bangladais barbadien basque biélorusse belge bélizien béninois bermudien bhoutanais bolivien bosniaque
    bosnien botswanais brésilien britannique brunéien bulgare/bulgare/bulgares/bulgares burkinabé birman burundais cambodgien camerounais canadien
    cap-verdien catalan tchadien chilien chinois colombien comorien congolais coréen corse costaricien croate cubain chypriote
    tchèque danois djiboutien dominicain néerlandais hollandais équatorien égyptien émirati anglais érythréen estonien éthiopien
    féroïen fidjien philippin finlandais finnois flamand français gabonais galicien gallois gambien géorgien allemand ghanéen grec/grecque/grecs/grecques
    groenlandais grenadien guadeloupéen guatémaltèque guinéen guyanais guyanien haïtien hondurien hongkongais hongrois magyar islandais
    indien indonésien iranien irakien irlandais israélien italien ivoirien jamaïcain japonais nippon/nippone/nippons/nippones jordanien kazakh kényan kirghize kosovar
    koweïtien laotien lesothan letton libanais libérien libyen liechtensteinois lituanien luxembourgeois macédonien malgache
    malais malaisien malawien maldivien malien maltais marocain marshallais martiniquais mauricien mauritanien mexicain micronésien
    moldave monégasque mongol monténégrin mozambicain namibien népalais néo-zélandais nicaraguayen nigérien nigérian norvégien omanais
    ougandais ouzbek/ouzbèke/ouzbeks/ouzbèkes ouzbèke pakistanais palestinien panaméen papou paraguayen péruvien polonais portugais portoricain qatari roumain russe
    rwandais saoudien salvadorien samoan saint-marinais écossais sénégalais serbe seychellois sicilien singapourien sierraléonais slovaque
    slovène somalien soudanais sri-lankais sud-africain sud-coréen nord-coréen suédois suisse helvétique surinamais swazi syrien
    tadjik/tadjike/tadjiks/tadjikes tahitien taïwanais tanzanien thaïlandais thaï tibétain timorais togolais tonguien trinidadien tunisien turc/turque/turcs/turques turkmène
    ukrainien uruguayen vanuatais vénézuélien vietnamien yéménite yougoslave zambien zimbabwéen africain asiatique européen
    arabe persan antillais caribéen océanien scandinave nordique balte balkanique slave méditerranéen ibérique maghrébin sahélien
    sibérien caucasien bavarois prussien saxon breton normand alsacien lorrain savoyard auvergnat provençal picard berrichon
    bourguignon champenois gascon occitan béarnais vendéen limousin corrézien ardennais chti nordiste sudiste parisien marseillais
    lyonnais toulousain bordelais lillois nantais niçois strasbourgeois rennais montpelliérain grenoblois banlieusard londonien
    berlinois newyorkais new-yorkais bruxellois wallon romand genevois vaudois québécois acadien montréalais ontarien réunionnais
    calédonien mahorais polynésien métropolitain domien ultramarin texan californien hawaïen sarde napolitain vénitien romain
    castillan andalou/andalouse/andalous/andalouses madrilène latin latino-américain sud-américain nord-américain centraméricain
    afro-américain afro-descendant afrodescendant proche-oriental moyen-oriental oriental/orientale/orientaux/orientales occidental/occidentale/occidentaux/occidentales
    espagnol centrafricain malawite`,
  places: `
    afghanistan albanie algérie allemagne amérique angleterre angola argentine arménie australie autriche azerbaïdjan bangladesh belgique bénin
    bolivie bosnie brésil bulgarie burkina burundi cambodge cameroun canada centrafrique chili chine chypre colombie comores congo corée
    croatie cuba danemark djibouti égypte équateur érythrée espagne estonie éthiopie finlande france gabon gambie géorgie ghana grèce
    guatemala guinée haïti honduras hongrie inde indonésie irak iran irlande islande israël italie jamaïque japon jordanie kazakhstan
    kenya kosovo koweït laos lettonie liban libéria libye lituanie luxembourg macédoine madagascar malaisie mali malte maroc maurice
    mauritanie mexique moldavie mongolie monténégro mozambique namibie népal nicaragua niger nigeria norvège oman ouganda
    ouzbékistan pakistan palestine panama paraguay philippines pologne portugal qatar roumanie russie rwanda salvador sénégal serbie
    singapour slovaquie slovénie somalie soudan suède syrie taïwan tanzanie tchad tchéquie thaïlande tibet togo tunisie
    turquie ukraine uruguay venezuela vietnam yémen zambie zimbabwe afrique asie europe maghreb antilles écosse`,
  people: `
    aborigène autochtone indigène natif amérindien inuit esquimau/esquimaude/esquimaux/esquimaudes métis/métisse/métis/métisses cherokee navajo sioux
    apache mohawk iroquois huron innu algonquin maya aztèque quechua aymara mapuche guarani maori kanak canaque
    polynésien mélanésien same lapon/lapone/lapons/lapones aïnou ouïghour ouïgour han hmong karen rohingya khmer dayak tamoul bengali
    pendjabi cachemiri cinghalais télougou baloutche pachtoune hazara kurde assyrien chaldéen bédouin berbère amazigh kabyle chaoui
    mozabite rifain touareg nubien peul/peule/peuls/peules haoussa yoruba igbo wolof sérère soninké malinké bambara dogon mandingue songhaï baoulé
    bété akan ashanti éwé fang bamiléké zoulou xhosa tswana shona bochiman pygmée massaï kikuyu luo hutu tutsi dinka nuer
    oromo amhara tigréen tchétchène ingouche tcherkesse tatar/tatare/tatars/tatares bachkir kalmouk bouriate cosaque ossète abkhaze rom/rom/roms/roms romani
    tsigane gitan manouche yéniche sinti bohémien voyageur cadjin cajun créole afrikaner boer hispanique latino/latina/latinos/latinas latinx
    chicano/chicana/chicanos/chicanas mulâtre/mulâtresse/mulâtres/mulâtresses quarteron sémite goy dalit intouchable tribal/tribale/tribaux/tribales ethnique
    minoritaire nègre/négresse/nègres/négresses bougnoule rebeu/rebeu/rebeus/rebeus beur/beurette/beurs/beurettes renoi babtou gaulois toubab feuj noich pied-noir harki/harki/harkis/harkis
     bi-spirituel bispirituel`,
  colour: `
    noir blanc/blanche/blancs/blanches brun basané bronzé hâlé pâle mat coloré couleur biracial/biraciale/biraciaux/biraciales multiracial/multiraciale/multiraciaux/multiraciales
    racisé non-blanc/non-blanche/non-blancs/non-blanches albinos black/black/blacks/blacks afro`,
  migration: `
    immigré immigrant migrant émigré émigrant réfugié étranger exilé expatrié déplacé apatride sans-papier sans-papiers clandestin
     naturalisé régularisé irrégulier arrivant primo-arrivant nouvel-arrivant allophone francophone anglophone
    bilingue plurilingue binational/binationale/binationaux/binationales autochtone local/locale/locaux/locales citoyen ressortissant expulsé rapatrié nomade sédentaire colon/colonne/colons/colonnes saisonnier
    frontalier travailleur-détaché
    demandeur-d'asile/demandeuse-d'asile/demandeurs-d'asile/demandeuses-d'asile mineur-isolé première-génération deuxième-génération issu/issue/issus/issues
    issu-de-l'immigration/issue-de-l'immigration/issus-de-l'immigration/issues-de-l'immigration
    débouté~{du-droit-d'asile,de-l'asile} débouté {situation,séjour}-{irrégulière,régulière,irrégulier,régulier} né~{à-l'étranger,en-france,hors-de-france}
    {origine,origines,nationalité}-{étrangère,étrangères,immigrée} {travailleur,ouvrier}+{détaché,immigré,étranger/étrangère/étrangers/étrangères,saisonnier/saisonnière/saisonniers/saisonnières}
    entré~{illégalement,clandestinement} mineur+{isolé,étranger/étrangère/étrangers/étrangères} double-nationalité titre-de-séjour
    visa-{de-travail,étudiant,touristique} {carte,permis}-de-{séjour,résident} mineur~non-accompagné mineurs~non-accompagnés réfugié+{réinstallé,statutaire} origine-{africaine,asiatique,arabe,maghrébine,européenne} {première,deuxième,troisième,seconde}-génération`,
  gender: `
    homme/femme/hommes/femmes garçon/fille/garçons/filles mâle femelle masculin féminin viril efféminé androgyne monsieur/madame/messieurs/mesdames
    mademoiselle/mademoiselle/mesdemoiselles/mesdemoiselles dame mec meuf nana gars type gonzesse trans transgenre transsexuel transidentitaire transmasculin transféminin
    travesti travelo cis cisgenre nonbinaire non-binaire binaire genderqueer genderfluid agenre bigenre demi-genre intersexe intersexué
    hermaphrodite féministe garçon-manqué macho matriarcal/matriarcale/matriarcaux/matriarcales
    {transition,identité,fluidité}-de-genre en-transition né~{femme,homme,garçon,fille} assigné~{fille-à-la-naissance,garçon-à-la-naissance}
    non-conforme/non-conforme/non-conformes/non-conformes~{au-genre,de-genre} genre-{fluide,neutre,non-conforme}`,
  love: `
    gay/gay/gays/gays gai lesbien bisexuel bi/bi/bis/bis hétérosexuel hétéro homosexuel homo queer pansexuel pan omnisexuel asexuel aromantique demisexuel
    saphique gouine pédé pd tapette tarlouze lgbt lgbtq lgbtqia polyamoureux monogame libertin célibataire chaste vierge abstinent
    inverti bicurieux allosexuel homoparental/homoparentale/homoparentaux/homoparentales
    attiré~{par-les-hommes,par-les-femmes,par-les-garçons,par-les-filles,par-les-deux-sexes}
    ouvertement-{gay/gay/gays/gays,lesbien,homosexuel,bisexuel,queer} couple-{gay,lesbien,homosexuel,homoparental,hétérosexuel} mariage-{gay,homosexuel,pour-tous} pacsé~{avec-un-homme,avec-une-femme}`,
  ability: `
    handicapé invalide infirme estropié valide sourd sourd-muet/sourde-muette/sourds-muets/sourdes-muettes sourdaveugle malentendant muet/muette/muets/muettes non-verbal mutique aphasique bègue
    aveugle malvoyant non-voyant nonvoyant mal-voyant myope presbyte astigmate hypermétrope daltonien borgne amblyope strabique voyant entendant tétraplégique
    paraplégique hémiplégique paralysé paralytique amputé appareillé unijambiste manchot cul-de-jatte boiteux éclopé nain bossu
    autiste asperger neuroatypique neurodivergent neurotypique tdah dyslexique dyspraxique dyscalculique dysphasique dysorthographique
    hyperactif trisomique mongolien déficient attardé retardé polyhandicapé cérébrolésé épileptique narcoleptique diabétique
    asthmatique allergique cœliaque hémophile anémique arthritique rhumatisant migraineux fibromyalgique séropositif sidéen
    immunodéprimé greffé transplanté dialysé lépreux tuberculeux cancéreux sénile bipolaire maniaco-dépressif schizophrène
    schizoïde psychotique névrosé névrotique borderline tocs anorexique boulimique agoraphobe claustrophobe insomniaque
    hypocondriaque traumatisé alité grabataire impotent dépendant incontinent stérile ménopausé enceinte/enceinte/enceintes/enceintes handicap surdité cécité autisme
    trisomie dyslexie épilepsie diabète asthme schizophrénie albinisme gaucher droitier ambidextre patient malade-mental soignant
    aidant vacciné non-vacciné convalescent curiste pmr handi/handi/handis/handis fauteuil-roulant fauteuil roulant
    non-entendant nonentendant
    situation-de-handicap mobilité-réduite handicap-mental handicap-moteur handicap-physique trouble-bipolaire troubles-bipolaires spectre-autistique sclérose-en-plaques chien-guide démence alzheimer parkinson lourdement-handicapé malade-chronique maladie-chronique maladie-mentale personne-handicapée
    insuffisant+{rénal/rénale/rénaux/rénales,cardiaque,respiratoire,hépatique,coronarien}
    insuffisance-{rénale,cardiaque,respiratoire,hépatique}
    malade~{du-cœur,du-cancer,du-sida,du-foie,du-rein,des-reins,des-poumons,d'alzheimer,de-parkinson,de-la-thyroïde,du-diabète,du-covid}
    malade+{psychique,mental/mentale/mentaux/mentales,cardiaque,rénal/rénale/rénaux/rénales,chronique,psychiatrique}
    atteint~{d'un-cancer,d'un-handicap,du-sida,du-vih,d'alzheimer,d'autisme,de-trisomie,de-surdité,de-cécité,de-la-maladie,d'une-maladie-rare,de-diabète,d'épilepsie,de-démence}
    {déficient,handicapé,diminué,infirme,retardé,invalide}+{visuel,auditif,mental/mentale/mentaux/mentales,intellectuel,moteur/motrice/moteurs/motrices,physique,psychique,cognitif,sensoriel,léger,cérébral/cérébrale/cérébraux/cérébrales,respiratoire}
    {greffé,transplanté,opéré}~{du-rein,du-cœur,du-foie,du-poumon,des-poumons,de-la-cornée} amputé~{d'une-jambe,d'un-bras,des-deux-jambes,d'un-pied}
    {insulino,oxygéno}-dépendant {insulino,oxygéno}dépendant cardiaque perte-d'autonomie accidenté~{du-travail,de-la-route}
    rémission polytraumatisé {aphone,cérébrolésé,traumatisé~crânien} personne-dépendante placé~sous-tutelle
    fauteuil-électrique canne-blanche survivant~{du-cancer,d'un-cancer,d'un-avc}
    victime~{d'un-avc,d'un-infarctus} affection-de-longue-durée situation-de-dépendance
    séronégatif sous-{oxygène,respirateur,dialyse,perfusion} stomisé porteur/porteuse/porteurs/porteuses~{de-trisomie,du-vih,d'un-handicap,d'un-stimulateur} {polio,poliomyélite,poliomyélitique} à-moitié-{paralysé,sourd,aveugle} chaise-roulante
    {malade,patient,survivant,victime/victime/victimes/victimes,rescapé,guéri,atteint}~{de,du,d'une,d'un,de-la}-{leucémie,cancer,avc,tumeur,infarctus,polio,sida,covid,hépatite,sclérose,tuberculose,démence}
    malade~des-{reins,poumons,os,yeux,nerfs} {autiste,sourd,aveugle,handicapé,déficient,épileptique,diabétique,dyslexique,trisomique,asthmatique,bipolaire,malade}+{sévère,profond,léger/légère/légers/légères,lourd,modéré,grave,chronique}
    insuffisant+{rénal/rénale/rénaux/rénales,cardiaque,respiratoire}+{chronique,sévère,terminal/terminale/terminaux/terminales} {nourri,alimenté}~{par-sonde,par-perfusion}
    {insuffisant}+{veineux,surrénalien,pondéral/pondérale/pondéraux/pondérales} {grand}+{brûlé,blessé,malade,prématuré,invalide}`,
  body: `
    gros/grosse/gros/grosses mince maigre grand petit obèse rond rondelet/rondelette/rondelets/rondelettes dodu potelé grassouillet/grassouillette/grassouillets/grassouillettes enrobé enveloppé corpulent ventru
    ventripotent bedonnant replet/replète/replets/replètes svelte élancé fluet/fluette/fluets/fluettes menu filiforme maigrichon/maigrichonne/maigrichons/maigrichonnes
    maigrelet/maigrelette/maigrelets/maigrelettes squelettique osseux chétif costaud baraqué musclé trapu râblé athlétique sportif massif
    dégingandé chauve dégarni barbu moustachu imberbe glabre poilu velu rasé blond châtain roux/rousse/roux/rousses rouquin brunet/brunette/brunets/brunettes auburn frisé
    bouclé crépu chevelu rasta grisonnant tatoué percé ridé balafré édenté binoclard bigleux boutonneux acnéique défiguré
    bronzé pulpeux plantureux voluptueux callipyge surpoids surpondéral/surpondérale/surpondéraux/surpondérales sous-alimenté géant
    taille-moyenne petite-taille en-surpoids forte-corpulence
    {petite,grande,haute,forte,faible}-{taille,stature,corpulence} couvert~{de-cicatrices,de-taches-de-rousseur,de-tatouages}
    bien-en-chair double-menton`,
  age: `
    jeune vieux/vieille/vieux/vieilles vieil âgé vieillissant vieillard ancien aîné cadet/cadette/cadets/cadettes benjamin adolescent ado préadolescent enfant bambin gamin
    gosse môme bébé nourrisson mineur majeur juvénile adulte mature sénior senior troisième-âge retraité pensionné gériatrique
    trentenaire quadragénaire quinquagénaire sexagénaire septuagénaire octogénaire nonagénaire centenaire vingtenaire vicenaire
    écolier collégien lycéen millénial/milléniale/millénials/milléniales boomeur boomer/boomeuse/boomers/boomeuses zoomer papy mamie papi mémé pépé grand-père grand-mère/grand-mère/grands-mères/grands-mères vétéran vioque
    daron/daronne/darons/daronnes junior
    âge-{avancé,mûr,moyen} {jeune,jeunes}-retraité quatrième-âge
    âge-de-la-retraite préretraité baby-boomer
    moins-de-18-ans plus-de-18-ans {étudiant,élève}~{de-première-année,en-première-année,de-terminale,en-terminale} moins-de-dix-huit-ans`,
  family: `
    marié célibataire divorcé séparé veuf/veuve/veufs/veuves fiancé pacsé remarié concubin conjoint époux/épouse/époux/épouses mari père/mère/pères/mères papa
    maman parent fils/fille/fils/filles frère/sœur/frères/sœurs jumeau/jumelle/jumeaux/jumelles triplé orphelin adopté adoptif pupille illégitime monoparental/monoparentale/monoparentaux/monoparentales
    nullipare sans-enfant parturiente vieille-fille vieux-garçon beau-père/belle-mère/beaux-pères/belles-mères beau-fils/belle-fille/beaux-fils/belles-filles oncle/tante/oncles/tantes
    neveu/nièce/neveux/nièces cousin mère-célibataire polygame parrain/marraine/parrains/marraines infertile foyer
    mère-seule père-seul parent-isolé famille-monoparentale femme-seule homme-seul frangin/frangine/frangins/frangines sans-enfants demi-frère/demi-sœur/demi-frères/demi-sœurs`,
  means: `
    pauvre riche fortuné aisé nanti richissime friqué fauché désargenté démuni indigent miséreux nécessiteux défavorisé favorisé privilégié
    marginalisé précaire modeste smicard rmiste bourgeois petit-bourgeois bobo prolétaire prolo ouvrier paysan rural/rurale/ruraux/rurales
    campagnard villageois citadin urbain provincial/provinciale/provinciaux/provinciales plouc péquenaud cassos aristocrate aristocratique noble roturier serf
    bourge millionnaire milliardaire rentier propriétaire locataire héritier sans-abri sdf sans-domicile clochard mendiant vagabond
    routard squatteur zonard chômeur sans-emploi demandeur-demploi employé salarié intérimaire vacataire contractuel précarisé
    indépendant auto-entrepreneur autoentrepreneur surendetté endetté ruiné illettré analphabète lettré instruit diplômé autodidacte
    cultivé inculte décrocheur bachelier étudiant écolier apprenti stagiaire ingénieur cadre fonctionnaire militaire soldat
    agriculteur éleveur pêcheur mineur maçon charpentier plombier électricien mécanicien soudeur chauffeur/chauffeuse/chauffeurs/chauffeuses routier livreur
    concierge gardien femme-de-ménage nounou cuisinier serveur barman caissier vendeur épicier boucher boulanger coiffeur tailleur
    couturier infirmier sage-femme médecin chirurgien dentiste pharmacien ambulancier pompier policier gendarme enseignant professeur/professeure/professeurs/professeures
    instituteur bibliothécaire secrétaire comptable banquier avocat juge architecte programmeur informaticien scientifique chercheur
    écrivain journaliste artiste peintre musicien acteur danseur chanteur sculpteur politicien diplomate patron gérant entrepreneur
    commerçant facteur/factrice/facteurs/factrices jardinier prostitué travailleur hipster gothique punk geek skinhead biker gameur gamer/gameuse/gamers/gameuses
    sans-domicile-fixe sans-logis sans-travail classe-moyenne classe-ouvrière classe-populaire milieu-populaire milieu-modeste hlm cité banlieue logement-social bas-salaire
    {faible,petit,bas,haut,modeste}-revenu {faibles,petits,bas,hauts}-revenus {revenu,revenus,milieu,milieux,origine,origines,foyer,foyers}-{modeste,modestes,populaire,populaires,précaire,précaires}
    {quartier,classe,quartiers,classes}-{populaire,populaires} classe-{moyenne,ouvrière,supérieure,aisée,laborieuse}
    au-{chômage,rsa,smic,minimum-vieillesse} {mal,bien}-{logé,payé,loti} chômeur~{de-longue-durée,en-fin-de-droits}
    {allocataire,bénéficiaire,titulaire,touchant}~{du-rsa,des-minima-sociaux,de-l'aide-sociale,des-aides-sociales,de-l'aah,de-la-cmu,des-allocations}
    allocataire {sans,privé~de}-{ressources,logement,toit,diplôme,travail,revenus,domicile,emploi,abri}
    {peu,pas,non,très,hautement,faiblement,moins}-{qualifié,diplômé,fortuné,instruit} {situation,risque}-de-{pauvreté,précarité,rue,exclusion}
    vivant~{dans-la-pauvreté,dans-la-précarité,dans-la-misère,dans-la-rue} pauvre+travailleur travailleur+pauvre
    pouvoir-d'achat-modeste minima-sociaux {hlm,cmu,aah,rsa}
    {haute,petite,grande,moyenne}-bourgeoisie seuil-de-pauvreté sans-activité {restos,resto}-du-cœur banque-alimentaire aide-{sociale,alimentaire} {col/col/cols/cols}-{blanc,bleu,blancs,bleus} {logement,logements}-{social,sociaux}
    {mal,bien,peu,très,moins,sous}-{payé,rémunéré,loti,nanti,endetté,doté,aisé} {allocataire,bénéficiaire,titulaire}~{du,de-la,d'une,des}-{chômage,rsa,allocation,allocations,aide,aides,pension,minimum-vieillesse,bourse,apl}
    dans-le-besoin dans-la-misère sans-le-sou à-la-retraite
    {criblé,couvert,accablé}~de-dettes {frappé,touché,menacé}~{par-la-pauvreté,par-la-précarité,par-le-chômage} {logement,hébergement}-{provisoire,temporaire,d'urgence} {touchant/touchant/touchant/touchant,percevant/percevant/percevant/percevant}~{une-pension,une-allocation,le-rsa,le-chômage,des-aides,l'aah}`,
  politics: `
    conservateur libéral/libérale/libéraux/libérales progressiste socialiste communiste marxiste léniniste trotskiste stalinien maoïste anarchiste anar libertarien libertaire
    républicain démocrate centriste modéré gauchiste gaucho/gaucho/gauchos/gauchos droitiste droitard gaulliste macroniste lepéniste mélenchoniste frontiste insoumis
    monarchiste royaliste nationaliste souverainiste indépendantiste séparatiste autonomiste fédéraliste populiste capitaliste
    néolibéral/néolibérale/néolibéraux/néolibérales écologiste écolo pacifiste militant activiste syndicaliste syndiqué végan/végane/végans/véganes vegan végétarien végétalien omnivore
    antivax complotiste mondialiste patriote patriotique dissident manifestant gréviste apolitique réactionnaire radical/radicale/radicaux/radicales
    traditionnel réac altermondialiste abstentionniste européiste eurosceptique gilet-jaune`,
  life: `
    toxicomane toxico addict drogué alcoolique sobre abstème fumeur non-fumeur buveur joueur accro/accro/accros/accros camé détenu prisonnier taulard
    ex-détenu incarcéré emprisonné interné repenti conscrit réserviste
    {alcoolo,toxico,cocaïno,pharmaco,cyber,poly}dépendant {toxico,héroïno,cocaïno,opio,éthéro,pharmaco}mane
    {gros/grosse/gros/grosses,grand,petit,ancien}+{fumeur,buveur,consommateur/consommatrice/consommateurs/consommatrices,joueur}
    {consommateur/consommatrice/consommateurs/consommatrices,usager/usagère/usagers/usagères}~{de-drogue,de-drogues,d'alcool,de-cannabis,d'opioïdes,d'héroïne,de-cocaïne,de-crack}
    {dépendant,accro/accro/accros/accros,addict/addict/addicts/addicts}~{au-jeu,aux-jeux,à-l'alcool,aux-drogues,à-la-drogue,à-l'héroïne,à-la-cocaïne,au-tabac,aux-écrans,aux-médicaments}
    sous-{méthadone,subutex,contrôle-judiciaire,bracelet-électronique} repris-de-justice ancien+{détenu,toxicomane,alcoolique,drogué,taulard,prisonnier} ex-{taulard,toxicomane,alcoolique,drogué,détenu}
    alcoolique toxicomane abstinent
    liberté-{conditionnelle,surveillée} {joueur,buveur,fumeur}+{compulsif,pathologique,excessif} {dépendant,accro/accro/accros/accros}~{à-la-nicotine,au-crack,au-cannabis,aux-opioïdes,au-sexe} en-cure-de-désintoxication
    {traitement,produit}-de-substitution
    {détention-provisoire,garde-à-vue}`,
} as const;
