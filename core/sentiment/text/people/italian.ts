/** Italian words that name people, by axis: masculine singular; the other forms are made. */
export default {
  belief: `
    cristiano cattolico protestante ortodosso evangelico pentecostale battista metodista luterano calvinista presbiteriano anglicano episcopaliano mormone quacchero amish
    mennonita avventista unitariano carismatico copto maronita valdese puritano gesuita francescano domenicano benedettino ebreo giudeo ebraico giudaico chassidico sefardita
    aschenazita sionista kosher musulmano islamico islamista maomettano sunnita sciita sufi salafita wahabita ismailita ahmadi alauita alevita druso velata hindu indù induista bramino
    giainista sikh buddista taoista confuciano scintoista zoroastriano parsi yazida mandeo bahai rastafariano rasta pagano wiccan druido animista sciamano spiritista scientologo
    satanista ateo agnostico laico secolare umanista miscredente infedele irreligioso religioso credente pio/pia/pii/pie devoto praticante deista teista panteista
    monoteista politeista convertito apostata prete monaco suora/suora/suore/suore pastore rabbino imam vescovo missionario clericale islam ebraismo cristianesimo induismo buddismo cattolicesimo
    protestantesimo ateismo non-credente testimone-di-geova massone
    testimoni-di-geova non-credenti non-religioso
    {non,poco,molto}-{praticante,credente,religioso,osservante,cattolico,cristiano,musulmano,ebreo,battezzato,ortodosso,devoto} senza-religione adepto ultra-{ortodosso,cattolico,religioso} osservante
    {cattolico,cristiano,musulmano,ebreo,protestante}~{non-praticante,poco-praticante,di-nascita,di-cultura,di-tradizione} senza-{confessione,fede}`,
  origin: `
    afgano albanese algerino americano andorrano angolano argentino armeno australiano austriaco azero azerbaigiano bahamense bahreinita bangladese barbadiano basco bielorusso
    belga/belga/belgi/belghe beninese bhutanese boliviano bosniaco botswano brasiliano britannico bulgaro burkinabé birmano burundese cambogiano camerunese canadese capoverdiano catalano
    ciadiano cileno cinese colombiano comoriano congolese coreano corso costaricano croato cubano cipriota ceco/ceca/cechi/ceche danese gibutiano dominicano olandese ecuadoriano egiziano emiratino inglese
    eritreo estone etiope faroese figiano filippino finlandese fiammingo francese gabonese gallego galiziano gambiano georgiano tedesco ghanese ghaneano greco/greca/greci/greche groenlandese guatemalteco guineano
    guianese haitiano honduregno ungherese magiaro islandese indiano indonesiano iraniano iracheno irlandese israeliano italiano ivoriano giamaicano giapponese nipponico giordano kazako keniano
    keniota kirghiso kosovaro kuwaitiano laotiano lettone libanese liberiano libico lituano lussemburghese macedone malgascio malawiano malese maldiviano maliano maltese
    marocchino mauriziano mauritano messicano moldavo monegasco mongolo montenegrino mozambicano namibiano nepalese neozelandese nicaraguense nigerino nigeriano norvegese omanita
    pakistano palestinese panamense papuano paraguaiano peruviano polacco portoghese portoricano qatariota rumeno romeno russo ruandese saudita salvadoregno samoano sammarinese scozzese senegalese
    serbo singaporiano slovacco sloveno somalo spagnolo srilankese cingalese sudanese sudafricano sudcoreano nordcoreano svedese svizzero elvetico surinamese siriano tagiko taiwanese
    tanzaniano thailandese tailandese tibetano timorese togolese tunisino turco turkmeno ugandese ucraino uruguaiano uzbeko venezuelano vietnamita gallese yemenita jugoslavo zambiano zimbabwese
    africano asiatico europeo arabo persiano caraibico antillano scandinavo nordico baltico balcanico slavo mediterraneo iberico maghrebino nordafricano subsahariano siberiano caucasico
    bavarese prussiano sassone bretone normanno parigino londinese berlinese newyorkese romano milanese napoletano torinese genovese bolognese fiorentino veneziano barese palermitano catanese
    siciliano sardo calabrese pugliese lucano campano molisano abruzzese laziale umbro marchigiano toscano emiliano romagnolo ligure piemontese valdostano lombardo veneto friulano trentino
    altoatesino sudtirolese triestino meridionale settentrionale padano terrone polentone sudista nordista ticinese madrileno andaluso castigliano texano californiano hawaiano latinoamericano sudamericano
    nordamericano centroamericano statunitense afroamericano afrodiscendente afroitaliano italoamericano orientale occidentale`,
  places: `
    afghanistan albania algeria germania angola argentina armenia australia austria azerbaigian bangladesh belgio bolivia bosnia brasile bulgaria burundi cambogia camerun canada ciad cile cina cipro colombia
    congo corea croazia cuba danimarca ecuador egitto eritrea estonia etiopia filippine finlandia francia gabon gambia georgia ghana giamaica giappone giordania grecia guatemala guinea haiti honduras
    india indonesia inghilterra iran iraq irlanda islanda israele italia kazakistan kenya kosovo kuwait laos lettonia libano liberia libia lituania lussemburgo macedonia madagascar malesia mali malta
    marocco mauritania messico moldavia mongolia montenegro mozambico namibia nepal nicaragua niger nigeria norvegia oman olanda pakistan palestina panama paraguay perù polonia portogallo qatar romania russia
    ruanda scozia salvador senegal serbia singapore siria slovacchia slovenia somalia spagna sudan sudafrica svezia svizzera taiwan tanzania thailandia tailandia tibet togo tunisia turchia ucraina uganda ungheria
    uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe africa asia europa america`,
  people: `
    aborigeno indigeno autoctono nativo amerindo indio inuit eschimese cherokee navajo apache maya azteco inca quechua mapuche guaranì maori polinesiano melanesiano sami lappone uiguro hmong
    rohingya khmer tamil bengalese punjabi singalese pashtun hazara curdo assiro caldeo beduino berbero amazigh cabilo tuareg saharawi nubiano fulani hausa yoruba igbo wolof mandinka ashanti zulu xhosa
    bantu boscimano pigmeo masai hutu tutsi oromo amara ceceno circasso tataro cosacco osseto abcaso rom/rom/rom/rom romanì sinti/sinti/sinti/sinti sinto zingaro gitano camminante nomade caminante creolo afrikaner
    boero ispanico latino chicano meticcio mulatto semita gentile/gentile/gentili/gentili dalit paria intoccabile tribale etnico minoritario negro marocchino vucumprà tigrino ladino walser arbëreshë`,
  colour: `
    nero bianco bruno moro olivastro abbronzato pallido scuro colore birazziale multirazziale razzializzato caucasico albino negro`,
  migration: `
    immigrato immigrante migrante emigrato emigrante rifugiato profugo richiedente-asilo asilante straniero forestiero esule esiliato espatriato sfollato apolide clandestino irregolare
    sans-papier naturalizzato deportato espulso rimpatriato extracomunitario comunitario locale cittadino bilingue colono stagionale frontaliero nomade oriundo seconda-generazione scafista
    richiedenti-asilo senza-documenti
    asilo-{negato,respinto} {richiedente}~{asilo,protezione} {situazione}-{irregolare,regolare} nato~{all'estero,in-italia,fuori} {lavoratore,bracciante}+{straniero,immigrato,migrante,stagionale} {origine,origini,nazionalità}-{straniera,straniere} {seconda,prima,terza}-generazione doppia-cittadinanza senza-permesso
    minore~non-accompagnato minori~non-accompagnati permesso-di-{soggiorno,lavoro} visto-di-{lavoro,studio} rifugiato+{ricollocato,riconosciuto} immigrato+{clandestino,irregolare,regolare} doppio-passaporto
    due-passaporti`,
  gender: `
    uomo/donna/uomini/donne maschio femmina/femmina/femmine/femmine ragazzo bambino signore/signora/signori/signore signorina tizio dama/dama/dame/dame maschile femminile virile effeminato androgino mascolino
    trans transgender transessuale transmascolino transfemminile travestito travesta cis cisgender nonbinario non-binario nobinario binario genderqueer genderfluid agender intersessuale
    intersex ermafrodita femminista maschilista femminiello maschiaccio
    non-binaria non-binari non-binarie
    in-transizione {genere}-{fluido,neutro} gender-fluid nato~{donna,uomo,maschio,femmina}
    genere-non-conforme`,
  love: `
    gay lesbica/lesbica/lesbiche/lesbiche lesbico bisessuale bi eterosessuale etero omosessuale omo queer pansessuale asessuale aromantico demisessuale saffico frocio finocchio ricchione culattone checca/checca/checche/checche
    lella lgbt lgbtq lgbtqia poliamoroso monogamo celibe casto vergine astinente omogenitoriale omoaffettivo
    attratto~{dagli-uomini,dalle-donne,da-uomini,da-donne,da-entrambi-i-sessi}
    {dichiaratamente,apertamente}-{gay,lesbica,omosessuale,bisessuale} {matrimonio,unione,coppia}-{gay,omosessuale,civile,egualitario,omogenitoriale,eterosessuale} unito~civilmente non-dichiarato`,
  ability: `
    disabile invalido handicappato minorato inabile menomato storpio abile normodotato sordo sordomuto sordocieco audioleso ipoacusico muto nonverbale non-verbale afasico balbuziente cieco/cieca/ciechi/cieche ipovedente
    nonvedente non-vedente udente vedente miope presbite ipermetrope astigmatico daltonico guercio orbo strabico tetraplegico paraplegico emiplegico paralitico paralizzato amputato monco zoppo claudicante
    gobbo nano autistico asperger neurodivergente neurodiverso neurotipico neuroatipico dislessico disprassico discalculico iperattivo adhd mongoloide ritardato cerebroleso epilettico narcolettico
    diabetico asmatico allergico celiaco emofilico emofiliaco anemico artritico reumatico emicranico fibromialgico sieropositivo immunodepresso trapiantato dializzato lebbroso tubercolotico tisico canceroso demente
    senile bipolare maniaco-depressivo schizofrenico schizoide psicotico nevrotico anoressico bulimico agorafobico claustrofobico insonne ipocondriaco traumatizzato allettato
    non-autosufficiente incontinente sterile infertile incinta/incinta/incinte/incinte gravida/gravida/gravide/gravide mancino destrorso ambidestro paziente caregiver vaccinato disabilità invalidità handicap sordità cecità autismo dislessia epilessia diabete asma
    schizofrenia albinismo down sedia-a-rotelle rotelle carrozzina stampelle plusdotato convalescente
    sindrome-di-down mobilità-ridotta disabilità-intellettiva disabilità-motoria disturbo-bipolare spettro-autistico sclerosi-multipla demenza alzheimer parkinson malato-mentale malattia-mentale cane-guida portatore-di-handicap non-autosufficienti non-udente non-udenti non-vedenti
    insufficiente+{renale,cardiaco,respiratorio,epatico} insufficienza-{renale,cardiaca,respiratoria,epatica}
    {malato,paziente,ammalato}~{di-cuore,di-cancro,di-tumore,di-reni,ai-reni,di-fegato,ai-polmoni,di-aids,di-parkinson,di-alzheimer,di-sla,di-diabete,di-covid,di-mente,di-leucemia} {malato,paziente,disabile}+{cronico,mentale,psichico,psichiatrico,terminale,oncologico,grave,cardiaco,renale,fisico,intellettivo,motorio,sensoriale,visivo}
    {guarito,sopravvissuto,reduce}~{dal-cancro,al-cancro,da-un-tumore,da-un-ictus,da-un-infarto,da-un-cancro} {trapiantato,operato}~{di-rene,di-cuore,di-fegato,di-polmone,al-cuore,di-midollo} {minorato,ritardato,disabile,invalido}+{psichico,mentale,fisico,visivo,uditivo,civile,sensoriale}
    {disabilità,invalidità,malattia,malattie,deficit,ritardo}-{visiva,uditiva,mentale,intellettiva,intellettuale,fisica,psichica,sensoriale,motoria,cronica,croniche,rara,civile,cognitivo}
    {cardio,psico,neuro,nefro,epato,pneumo}patico {insulino,ossigeno}dipendente {insulino,ossigeno}-dipendente dialisi {debole,duro}~{d'udito,d'orecchi,d'orecchio,di-vista} problemi-di-{udito,vista,cuore,deambulazione,salute-mentale} affetto~{da-autismo,da-demenza,da-sla,da-cancro,da-sclerosi,da-diabete,da-tumore,da-una-malattia-rara} portatore~{di-handicap,di-pacemaker} paralisi-cerebrale cerebrolesione
    sieronegativo stomizzato {guarito,sopravvissuto,reduce}~{a-un-ictus,a-un-tumore,al-covid,dal-covid,a-un-infarto,a-un-incidente} attaccato~al-respiratore {deficit,lesione,danno}-{cognitivo,cerebrale,midollare} mezzo-{paralizzato,sordo,cieco} poliomielitico con-l'ossigeno
    {malato,paziente,ammalato,affetto,vittima/vittima/vittime/vittime,guarito,sopravvissuto}~{di,da,dal,dalla,a,al,alla,di-un,a-un,da-un}-{leucemia,cancro,ictus,tumore,infarto,polio,aids,covid,epatite,sclerosi,tubercolosi,demenza} {malato,operato,trapiantato}~{di,al,ai,alla}-{rene,reni,polmoni,polmone,fegato,cuore} paziente~in-dialisi amputato~{di-un-braccio,di-una-gamba,a-un-braccio,alle-gambe}
    {autistico,sordo,cieco/cieca/ciechi/cieche,disabile,epilettico,diabetico,dislessico,asmatico,bipolare,malato}+{grave,profondo,lieve,medio,moderato,cronico,epatico,renale,polmonare} {alimentato,nutrito}~{con-sondino,con-il-sondino} obesità-{grave,patologica}
    {insufficiente}+venoso {grande/grande/grandi/grandi}+{ustionato,invalido,prematuro} {bassa,scarsa}-{visione,vista} apparecchio-acustico {quasi,parzialmente}-{cieco/cieca/ciechi/cieche,sordo}`,
  body: `
    grasso magro alto basso obeso grosso grassoccio cicciotto ciccione paffuto rotondetto tarchiato tozzo corpulento robusto panciuto muscoloso palestrato atletico snello slanciato esile mingherlino
    gracile magrolino scheletrico ossuto segaligno allampanato gigante piccoletto bassino altissimo formosa prosperosa calvo pelato stempiato barbuto baffuto glabro imberbe rasato peloso irsuto
    biondo rosso castano moro brizzolato canuto riccio ricciuto crespo capellone tatuato rugoso sfregiato sdentato occhialuto lentigginoso brufoloso curvy sovrappeso sottopeso deturpato nerboruto
    {bassa,alta,media,piccola}-statura {pieno,coperto,ricoperto}~{di-cicatrici,di-tatuaggi,di-lentiggini} chili-di-troppo peso-eccessivo rosso~di-capelli corporatura-{robusta,massiccia,esile}
    ben-in-carne doppio-mento
    con-cicatrici`,
  age: `
    giovane giovanile vecchio/vecchia/vecchi/vecchie vecchietto anziano attempato maturo senior adolescente ragazzino bimbo bebè neonato infante minorenne maggiorenne minore adulto ventenne trentenne quarantenne cinquantenne
    sessantenne settantenne ottantenne novantenne centenario ottuagenario nonagenario sessagenario pensionato geriatrico invecchiato veterano millennial boomer nonno nonnino canuto sedicenne
    {età}-{avanzata,matura} {terza,mezza,quarta,tenera,giovane}-età preadolescente avanti-con-gli-anni anni-d'età
    in-pensione età-pensionabile età-della-pensione prepensionato
    appena-{pensionato,maggiorenne,nato} minore~di-diciotto-anni`,
  family: `
    sposato celibe nubile/nubile/nubili/nubili single divorziato separato vedovo fidanzato convivente coniugato accoppiato risposato sposo marito moglie/moglie/mogli/mogli padre/madre/padri/madri papà mamma/mamma/mamme/mamme figlio fratello/sorella/fratelli/sorelle
    gemello orfano adottato adottivo affidatario illegittimo monogenitoriale zitella/zitella/zitelle/zitelle scapolo patrigno matrigna/matrigna/matrigne/matrigne figliastro suocero genero nuora zio cugino nipote padrino madrina poligamo casalinga
    ragazza-madre
    madre-single padre-single mamma-single famiglia-monogenitoriale fratellastro sorellastra`,
  means: `
    povero ricco benestante facoltoso agiato abbiente danaroso riccone umile modesto indigente bisognoso svantaggiato privilegiato emarginato marginale precario borghese proletario operaio contadino
    agricoltore bracciante villico paesano rurale urbano cittadino provinciale burino cafone coatto tamarro aristocratico nobile plebeo servo milionario miliardario rentier proprietario affittuario
    inquilino erede senzatetto senza-tetto barbone clochard mendicante accattone vagabondo disoccupato inoccupato occupato dipendente salariato autonomo freelance impiegato statale indebitato
    analfabeta/analfabeta/analfabeti/analfabete illetterato alfabetizzato istruito colto laureato diplomato universitario autodidatta studente/studentessa/studenti/studentesse scolaro apprendista tirocinante stagista pescatore minatore muratore
    falegname idraulico elettricista meccanico saldatore camionista tassista fattorino portinaio bidello badante domestico colf tata cuoco cameriere/cameriera/camerieri/cameriere cassiere/cassiera/cassieri/cassiere commesso negoziante macellaio fornaio
    panettiere parrucchiere barbiere sarto infermiere/infermiera/infermieri/infermiere ostetrico medico chirurgo dentista farmacista pompiere poliziotto carabiniere soldato maestro insegnante professore/professoressa/professori/professoresse bibliotecario segretario
    contabile banchiere avvocato giudice ingegnere architetto programmatore informatico scienziato ricercatore scrittore giornalista artista pittore musicista attore ballerino cantante scultore politico
    diplomatico dirigente imprenditore commerciante postino giardiniere prostituta lavoratore hipster punk nerd skinhead motociclista riottoso netturbino
    senza-fissa-dimora senza-dimora classe-media classe-operaia classe-lavoratrice ceto-medio ceto-basso
    {basso,bassi,alto,medio}-{reddito,redditi} {senza,privo~di}-{mezzi,reddito,lavoro,tetto,casa,dimora,studi,risorse,documenti,impiego,titolo-di-studio} disoccupato~{di-lunga-durata} in-{povertà,cassa-integrazione,miseria} cassintegrato
    {percettore,beneficiario,titolare}~{di-sussidi,di-sussidio,di-reddito-di-cittadinanza,del-reddito-di-cittadinanza,di-aiuti-sociali} {rischio,soglia,condizione,situazione}-di-{povertà,esclusione,emarginazione,disagio,precarietà,fragilità,vulnerabilità} {poco,non,altamente,molto,meno}-{qualificato,istruito,scolarizzato,abbiente}
    {umili,modeste,povere}-origini {origini,famiglia,quartiere}-{umili,modeste,popolare,operaia} classe-{popolare,agiata,alta,bassa,media} {nullatenente,squattrinato,incapiente,sottoccupato,sottopagato,sfrattato,assegnatario}
    {casa,case,alloggio,alloggi}-{popolare,popolari} banco-alimentare soglia-di-povertà reddito-di-cittadinanza salario-minimo alta-borghesia piccola-borghesia mensa-dei-poveri {lavoratore}+{povero,precario}
    {mal,ben,molto,poco,meno}-{pagato,retribuito,indebitato,qualificato,messo,abbiente} in-{miseria,rovina} {percettore/percettrice/percettori/percettrici,beneficiario,titolare}~{di,del,della}-{disoccupazione,sussidio,sussidi,reddito,reddito-minimo,pensione,naspi,bonus,indennità} senza-un-{soldo,euro,lavoro,tetto}
    {pieno,carico}~di-debiti {colpito,minacciato}~{dalla-povertà,dalla-disoccupazione}`,
  politics: `
    conservatore liberale progressista socialista comunista marxista leninista trotskista stalinista maoista anarchico libertario repubblicano democratico centrista moderato sinistroide destrorso
    compagno leghista grillino pentastellato berlusconiano renziano meloniano monarchico nazionalista indipendentista separatista autonomista populista capitalista neoliberista liberista
    ecologista ambientalista pacifista attivista sindacalista vegano vegetariano onnivoro novax no-vax globalista patriota patriottico dissidente manifestante scioperante apolitico
    reazionario radicale tradizionalista socialdemocratico democristiano antifascista`,
  life: `
    tossicodipendente tossico drogato alcolista alcolizzato astemio sobrio fumatore ludopatico bevitore detenuto carcerato prigioniero galeotto ex-detenuto pregiudicato
    recidivo recluso coscritto riservista reduce
    {eroino,cocaino,tossico,morfino,oppio}mane {alcol,tossico,farmaco,politossico,alcool}dipendente {accanito,forte,grande}+{fumatore,bevitore,giocatore} {fumatore,bevitore,giocatore}+{accanito,incallito,compulsivo,patologico} {consumatore,assuntore}~{di-droga,di-droghe,di-alcol,di-cannabis,di-eroina,di-cocaina}
    {dipendente,schiavo}~{dal-gioco,dalla-droga,dalle-droghe,dall'alcol,dall'eroina,dal-fumo} ex-{tossico,tossicodipendente,alcolista,drogato,carcerato,galeotto,fumatore,detenuto} precedenti-penali metadone libertà-vigilata agli-arresti-domiciliari alcolista
    libertà-{vigilata,condizionale} {dipendente,schiavo}~{dalla-nicotina,dal-crack,dalla-cocaina,dalla-cannabis,dal-sesso} comunità-di-recupero
    {dipendente,schiavo}~{dai-farmaci,dal-tabacco,dal-cortisone,dagli-psicofarmaci}
    custodia-cautelare`,
} as const;
