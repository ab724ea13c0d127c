/**
 * German words that name people, by axis. Nouns begin with a capital and have the endings that their class says; all others are
 * adjectives, with theirs.
 */
export default {
  belief: `
    christlich katholisch protestantisch orthodox evangelisch evangelikal freikirchlich pfingstlerisch baptistisch methodistisch lutherisch
    calvinistisch reformiert anglikanisch mormonisch amisch mennonitisch adventistisch charismatisch koptisch maronitisch puritanisch jesuitisch
    jüdisch chassidisch sephardisch aschkenasisch zionistisch koscher muslimisch islamisch islamistisch moslemisch sunnitisch schiitisch sufistisch
    salafistisch wahhabitisch ismailitisch alawitisch alevitisch drusisch ibaditisch verschleiert kopftuchtragend hinduistisch jainistisch
    buddhistisch taoistisch konfuzianisch schintoistisch zoroastrisch jesidisch mandäisch heidnisch animistisch schamanisch spiritistisch
    satanistisch atheistisch agnostisch säkular humanistisch ungläubig religiös gläubig fromm gottlos gottesfürchtig strenggläubig
    konfessionslos religionslos freidenkerisch deistisch konvertiert ausgetreten bibeltreu getauft ungetauft
    Christ Katholik Protestant Pfingstler Baptist Methodist Lutheraner Calvinist Anglikaner Mormone Quäker Mennonit Adventist
    Kopte Maronit Puritaner Jesuit Franziskaner Dominikaner Benediktiner Jude Chassid Zionist Muslim Moslem Islamist Sunnit Schiit Sufi Salafist Wahhabit
    Ahmadi Alawit Alevit Druse Hindu Brahmane Jaina Sikh Buddhist Taoist Zoroastrier Parse Jeside Mandäer Bahai Rastafari Rasta Heide Druide Animist Schamane
    Spiritist Scientologe Satanist Atheist Agnostiker Humanist Freidenker Deist Konvertit Priester Mönch Nonne Pfarrer
    Pastor Rabbiner Imam Bischof Missionar Kirchgänger Kopftuchträger Islam Judentum Christentum Hinduismus Buddhismus Katholizismus Atheismus Glaubensbruder
    Jüdin Muslima
    Zeuge-Jehovas Zeugen-Jehovas
    nicht-{gläubig,religiös,praktizierend,christlich,jüdisch,muslimisch,getauft,konfessionell,kirchlich,gottgläubig}
    {streng,tief,alt,recht,frei,gottes,wenig,anders}gläubig {streng,tief,sehr,nicht,wenig}-{gläubig,religiös,orthodox} {konfessions,bekenntnis,glaubens,religions,gott}los
    {freikirch,landeskirch,kirch}lich konfessionell konfessionsfrei praktizierend kirchen-ausgetreten Kirche-ausgetreten Freimaurer Konvertit ultraorthodox {ungetauft,getauft,bekennend}
    nicht-fromm sehr-fromm
    {kirchen,glaubens}fern kaum-gläubig`,
  origin: `
    afghanisch albanisch algerisch amerikanisch andorranisch angolanisch argentinisch armenisch australisch österreichisch aserbaidschanisch
    bahrainisch bangladeschisch barbadisch baskisch belarussisch weißrussisch belgisch beninisch bhutanisch bolivianisch bosnisch botsuanisch
    brasilianisch britisch bulgarisch burkinisch birmanisch burmesisch burundisch kambodschanisch kamerunisch kanadisch kapverdisch katalanisch
    tschadisch chilenisch chinesisch kolumbianisch komorisch kongolesisch koreanisch korsisch kroatisch kubanisch zyprisch zypriotisch tschechisch dänisch
    dschibutisch dominikanisch niederländisch holländisch ecuadorianisch ägyptisch emiratisch englisch eritreisch estnisch äthiopisch färöisch
    fidschianisch philippinisch finnisch flämisch französisch friesisch gabunisch galicisch gambisch georgisch deutsch ghanaisch griechisch
    grönländisch guatemaltekisch guineisch guyanisch haitianisch honduranisch ungarisch isländisch indisch indonesisch iranisch irakisch irisch
    israelisch italienisch ivorisch jamaikanisch japanisch jordanisch kasachisch kenianisch kirgisisch kosovarisch kuwaitisch laotisch lettisch
    libanesisch liberianisch libysch litauisch luxemburgisch mazedonisch nordmazedonisch madagassisch malawisch malaysisch maledivisch malisch
    maltesisch marokkanisch mauretanisch mauritisch mexikanisch mikronesisch moldauisch moldawisch mongolisch montenegrinisch mosambikanisch
    namibisch nepalesisch neuseeländisch nicaraguanisch nigrisch nigerianisch norwegisch omanisch pakistanisch palästinensisch panamaisch
    paraguayisch peruanisch polnisch portugiesisch puerto-ricanisch katarisch rumänisch russisch ruandisch saudisch saudi-arabisch schottisch
    senegalesisch serbisch seychellisch sizilianisch singapurisch slowakisch slowenisch somalisch spanisch sri-lankisch sudanesisch
    südafrikanisch südkoreanisch nordkoreanisch surinamisch schwedisch schweizerisch eidgenössisch syrisch tadschikisch taiwanisch taiwanesisch tansanisch thailändisch
    tibetisch timoresisch togoisch tunesisch türkisch turkmenisch ugandisch ukrainisch uruguayisch usbekisch venezolanisch vietnamesisch
    walisisch jemenitisch jugoslawisch sambisch simbabwisch afrikanisch asiatisch europäisch arabisch persisch karibisch ozeanisch
    skandinavisch nordisch baltisch slawisch mediterran iberisch maghrebinisch sibirisch kaukasisch lateinamerikanisch
    südamerikanisch nordamerikanisch afroamerikanisch afrodeutsch deutschtürkisch türkischstämmig deutschstämmig russlanddeutsch russischstämmig polnischstämmig
    arabischstämmig nahöstlich orientalisch westlich östlich südländisch bayerisch bairisch fränkisch schwäbisch badisch sächsisch preußisch hessisch pfälzisch
    rheinisch westfälisch thüringisch norddeutsch süddeutsch ostdeutsch westdeutsch ossi wessi hanseatisch berlinisch kölsch wienerisch tirolerisch
    steirisch bretonisch normannisch elsässisch sardisch neapolitanisch venezianisch römisch kastilisch andalusisch hawaiianisch texanisch kalifornisch
    Afghane Albaner Algerier Amerikaner Andorraner Angolaner Argentinier Armenier Australier Aserbaidschaner Bangladescher Baske Belarusse
    Weißrusse Belgier Beniner Bolivianer Bosnier Bosniake Botsuaner Brasilianer Brite Bulgare Burkiner Birmane Burundier Kambodschaner Kameruner Kanadier
    Katalane Tschader Chilene Chinese Kolumbianer Kongolese Koreaner Korse Kroate Kubaner Zypriot Zyprer Tscheche Däne Dominikaner Niederländer
    Holländer Ecuadorianer Ägypter Emirati Engländer Eritreer Este Äthiopier Filipino Finne Flame Franzose Friese Gabuner Galicier Gambier Georgier
    Ghanaer Grieche Grönländer Guatemalteke Guineer Guyaner Haitianer Honduraner Ungar Isländer Inder Indonesier Iraner Iraker Ire Israeli Italiener
    Ivorer Jamaikaner Japaner Jordanier Kasache Kenianer Kirgise Kosovare Kuwaiter Laote Lette Libanese Liberianer Libyer Litauer Luxemburger Mazedonier
    Madagasse Malawier Malaysier Malier Malteser Marokkaner Mauretanier Mexikaner Moldauer Mongole Montenegriner Mosambikaner Namibier Nepalese
    Neuseeländer Nicaraguaner Nigrer Nigerianer Norweger Omaner Pakistaner Pakistani Palästinenser Panamaer Paraguayer Peruaner Pole Portugiese
    Puerto-Ricaner Katarer Rumäne Russe Ruander Saudi Schotte Senegalese Serbe Sizilianer Singapurer Slowake Slowene Somalier Spanier Sudanese
    Südafrikaner Südkoreaner Nordkoreaner Schwede Schweizer Syrer Tadschike Taiwaner Tansanier Thailänder Thai Tibeter Togoer Tunesier Türke Turkmene
    Ugander Ukrainer Uruguayer Usbeke Venezolaner Vietnamese Waliser Jemenit Jugoslawe Sambier Simbabwer Afrikaner Asiate Europäer Araber Perser
    Skandinavier Balte Slawe Südländer Lateinamerikaner Südamerikaner Afroamerikaner Deutschtürke Bayer Franke Schwabe Badener Sachse Preuße
    Hesse Pfälzer Rheinländer Westfale Thüringer Brandenburger Ossi Wessi Berliner Hamburger Kölner Münchner Frankfurter
    Wiener Tiroler Steirer Kärntner Salzburger Züricher Zürcher Basler Berner Bretone Normanne Elsässer Sarde Neapolitaner Römer Kastilier Andalusier Pariser Londoner
    Französin bosniakisch
    Österreicher`,
  places: `
    Afghanistan Albanien Algerien Amerika Angola Argentinien Armenien Australien Österreich Aserbaidschan Bangladesch Belgien Bolivien Bosnien Brasilien
    Bulgarien Burundi Kambodscha Kamerun Kanada Tschad Chile China Kolumbien Kongo Korea Kroatien Kuba Zypern Tschechien Dänemark Ecuador Ägypten England
    Eritrea Estland Äthiopien Finnland Frankreich Gabun Gambia Georgien Deutschland Ghana Griechenland Guatemala Guinea Haiti Honduras Ungarn Island Indien
    Indonesien Iran Irak Irland Israel Italien Jamaika Japan Jordanien Kasachstan Kenia Kosovo Kuwait Laos Lettland Libanon Liberia Libyen Litauen Luxemburg
    Mazedonien Madagaskar Malaysia Mali Malta Marokko Mauretanien Mexiko Moldau Mongolei Montenegro Mosambik Namibia Nepal Niederlande Nicaragua Niger Nigeria
    Norwegen Oman Pakistan Palästina Panama Paraguay Peru Philippinen Polen Portugal Katar Rumänien Russland Ruanda Saudi-Arabien Schottland Senegal Serbien
    Singapur Slowakei Slowenien Somalia Spanien Sudan Südafrika Schweden Schweiz Syrien Taiwan Tansania Thailand Tibet Togo Tunesien Türkei Uganda Ukraine
    Uruguay Usbekistan Venezuela Vietnam Wales Jemen Sambia Simbabwe Afrika Asien Europa`,
  people: `
    indigen indianisch eingeboren inuitisch mayaisch aztekisch samisch uigurisch tamilisch bengalisch punjabisch paschtunisch kurdisch assyrisch
    aramäisch chaldäisch beduinisch berberisch kabylisch amazighisch nubisch tschetschenisch tscherkessisch tatarisch ossetisch abchasisch kreolisch
    hispanisch semitisch tamil rohingya ethnisch sorbisch osmanisch wolgadeutsch
    Ureinwohner Aborigine Indianer Indio Inuk Inuit Eskimo Cherokee Navajo Apache Maya Azteke Quechua Mapuche Maori Polynesier Melanesier Same Lappe
    Ainu Uigure Hmong Rohingya Khmer Tamile Bengale Singhalese Paschtune Belutsche Hazara Kurde Assyrer Aramäer Chaldäer Beduine Berber Kabyle Tuareg Nubier
    Fulbe Haussa Yoruba Igbo Wolof Bambara Ashanti Zulu Xhosa Massai Hutu Tutsi Oromo Tschetschene Tscherkesse Tatar Tatare Kosake Ossete Rom Roma Sinto Sinti
    Zigeuner Kreole Bure Hispanic Latino Latina Mestize Mulatte Semit Dalit Sorbe Osmane Kanake Kanak Neger Bimbo Schlitzauge Gastarbeiter
    Spätaussiedler Aussiedler
    jenisch`,
  colour: `
    schwarz weiß braun farbig dunkelhäutig hellhäutig schwarzhäutig weißhäutig braungebrannt blass gebräunt gemischt gemischtrassig rassifiziert albinotisch
    Mischling Albino`,
  migration: `
    geflüchtet geflohen eingewandert zugewandert zugezogen ausgewandert ausländisch fremd fremdländisch heimatlos staatenlos vertrieben exiliert asylsuchend
    migrantisch eingebürgert illegal undokumentiert papierlos einheimisch zweisprachig mehrsprachig abgeschoben staatsangehörig deutschsprachig
    Flüchtling Migrant Einwanderer Zuwanderer Auswanderer Emigrant Immigrant Ausländer Asylbewerber Asylant Exilant
    Expat Neuankömmling Inländer Staatsbürger Migrationshintergrund Zuwanderungsgeschichte Migrationsgeschichte Fluchterfahrung Grenzgänger Saisonarbeiter
    Asylbewerberin Geflüchtete Zugewanderte
    {ausreise,visum,aufenthalts}{pflichtig,berechtigt} geduldet abgelehnt+{Asylbewerber,Flüchtling} {illegal,irregulär,legal,neu}-{eingereist,eingewandert,zugewandert,zugezogen}
    {ausland,deutschland}-geboren im-ausland-geboren im-ausland-aufgewachsen {asylberechtigt,schutzberechtigt,schutzsuchend,bleibeberechtigt,aufenthaltsberechtigt} {ausländer,zweit,doppel}staatler {zweite,dritte,zweiten,dritten,ersten}-generation
    unbegleitet {arbeits,studenten,touristen}visum aufenthaltstitel aufenthaltserlaubnis arbeitserlaubnis doppelte-staatsbürgerschaft
    {frisch,neu,kürzlich}-{eingebürgert,eingewandert,zugewandert} {klima,bürgerkriegs,kriegs}flüchtling`,
  gender: `
    weiblich männlich feminin maskulin weibisch unmännlich androgyn trans transgender transgeschlechtlich transsexuell transident transmaskulin
    transfeminin cis cisgender cisgeschlechtlich nichtbinär nicht-binär nonbinär non-binär binär genderqueer genderfluid agender divers intergeschlechtlich
    intersexuell inter zweigeschlechtlich feministisch
    Frau Mann Männer Frauen Junge Mädchen Herr Dame Kerl Typ Weib Bub Mädel Transmann Transfrau Transperson Transvestit Transe Zwitter Cis-Mann Cis-Frau Enby Hermaphrodit
    Feminist Emanze
    Weiber
    geschlechts{los,neutral,fluid,angleichend} weiblich-geboren männlich-geboren nicht-geschlechtlich`,
  love: `
    schwul lesbisch bisexuell hetero heterosexuell homosexuell homo queer pansexuell asexuell aromantisch demisexuell polyamor polyamorös monogam
    gleichgeschlechtlich keusch jungfräulich enthaltsam bi gay lgbt lgbtq lgbtqia ungeoutet geoutet omnisexuell
    Lesbe Homo Hetero Schwuchtel Tunte Kampflesbe Jungfrau Single
    homo-ehe offen-{schwul,lesbisch,bisexuell,queer} {gleichgeschlechtlich,schwul,lesbisch}-verheiratet`,
  ability: `
    behindert schwerbehindert körperbehindert geistigbehindert mehrfachbehindert gehandicapt nichtbehindert unbehindert beeinträchtigt körperlich-behindert invalide versehrt verkrüppelt
    taub gehörlos schwerhörig taubblind taubstumm hörgeschädigt hörbehindert ertaubt stumm nonverbal nichtsprechend sprachbehindert stotternd lispelnd blind
    erblindet sehbehindert hochgradig-sehbehindert kurzsichtig weitsichtig fehlsichtig farbenblind einäugig schielend sehend hörend gelähmt querschnittsgelähmt querschnittgelähmt halbseitig-gelähmt
    spastisch amputiert beinamputiert einbeinig einarmig einhändig gehbehindert mobilitätseingeschränkt hinkend bucklig kleinwüchsig autistisch asperger
    neurodivers neurodivergent neurotypisch legasthen legasthenisch dyslektisch hyperaktiv lernbehindert geistig-behindert zurückgeblieben retardiert
    hirngeschädigt epileptisch narkoleptisch diabetisch zuckerkrank asthmatisch allergisch lungenkrank herzkrank nierenkrank krebskrank rheumatisch rheumakrank anämisch blutarm
    hiv-positiv hivpositiv immungeschwächt transplantiert dialysepflichtig leprakrank lepros tuberkulös dement demenzkrank senil bipolar
    manisch-depressiv schizophren schizoid psychotisch neurotisch magersüchtig bulimisch essgestört zwangsgestört traumatisiert hypochondrisch
    psychisch-krank chronisch-krank suchtkrank bettlägerig pflegebedürftig gebrechlich inkontinent unfruchtbar zeugungsunfähig schwanger menstruierend linkshändig
    rechtshändig beidhändig geimpft ungeimpft hochbegabt minderbegabt hochsensibel
    Invalide Krüppel Rollstuhlfahrer Rollstuhl
    Spastiker Spasti Zwerg Liliputaner Autist Legastheniker Epileptiker Diabetiker Asthmatiker Allergiker Bluter Rheumatiker
    Schizophrener Psychotiker Neurotiker Bulimiker Hypochonder Linkshänder Rechtshänder Brillenträger Stotterer Patient
    Impfgegner Behinderung Sehbehinderung Hörbehinderung Lernbehinderung Gehbehinderung Handicap Autismus Legasthenie Epilepsie Diabetes Asthma Schizophrenie
    Albinismus Trisomie Down-Syndrom Downsyndrom Mongo Prothese Hörgerät Blindenhund Beeinträchtigung ADHS
    Trisomie-21 Rollstuhlfahrerin Autismus-Spektrum Demenz Alzheimer Parkinson Multiple-Sklerose Blindenstock Essstörung Borderline
    aids-krank
    {nieren,herz,lungen,leber,krebs,magen,darm,haut,augen,gemüts,nerven,schilddrüsen,gicht,rheuma,demenz,parkinson,alzheimer,zucker,todes,tod,schwer,chronisch,psychisch,geistes,hirn,knochen,muskel,bluter,aids,leukämie,gefäß,lepra,asthma,migräne,epilepsie,depressions}krank
    {schwerst,mehrfach,seh,hör,geh,lern,körper,geistes,sprach,sinnes,geh-und-seh,leicht}{behindert,geschädigt,beeinträchtigt,eingeschränkt,schwach,gestört}
    {insulin,dialyse,sauerstoff,beatmungs,medikamenten,betreuungs,behandlungs}pflichtig {insulin,sauerstoff,rollstuhl,hilfe,pflege}abhängig
    {geistig,körperlich,seelisch,psychisch,kognitiv,motorisch,mehrfach,schwer,unheilbar,chronisch,tödlich,dauerhaft,lebensbedrohlich}-{krank,behindert,beeinträchtigt,erkrankt,eingeschränkt,gestört}
    {Krebs,Aids,Demenz,Alzheimer,Parkinson,Leukämie,Diabetes,Epilepsie,MS,Corona,Rheuma}-erkrankt multimorbid herztransplantiert nierentransplantiert {nieren,herz,lungen,leber,organ}transplantiert
    {rollstuhl,hilfe,pflege}-angewiesen {Nieren,Herz,Lungen,Krebs,Dialyse,Schlaganfall,Rheuma,Aids,Hiv,Demenz}patient Gelähmter kriegsversehrt unfallverletzt
    {Herz,Nieren,Leber,Lungen}-{insuffizient,schwach} {herz,nieren}insuffizient {Nieren,Herz,Leber,Lungen,Atem}insuffizienz {Krebs,Schlaganfall}überlebender genesen schwerkrank erwerbsunfähig {berufs,arbeits,dienst,erwerbs}unfähig
    {herz,lungen,nieren,leber}leidend {seh,hör}eingeschränkt
    {schwer,leicht,hochgradig}-{autistisch,epileptisch,dement,diabetisch,asthmatisch,depressiv} künstlich-ernährt {Krebs,Schlaganfall,Herzinfarkt,Leukämie}{opfer,patient,überlebender}`,
  body: `
    dick dünn groß klein fett schlank übergewichtig untergewichtig fettleibig adipös beleibt korpulent mollig rundlich füllig stämmig untersetzt gedrungen dürr
    hager mager knochig schmal schmächtig zierlich hochgewachsen riesig winzig schlaksig breitschultrig muskulös kräftig athletisch sportlich unsportlich kurvig
    vollschlank vollbusig pummelig speckig dickbäuchig glatzköpfig kahlköpfig kahl bärtig vollbärtig schnurrbärtig glattrasiert unrasiert behaart haarig blond
    blondhaarig brünett rothaarig schwarzhaarig dunkelhaarig braunhaarig hellhaarig grauhaarig weißhaarig ergraut lockig kraushaarig langhaarig kurzhaarig
    sommersprossig pickelig faltig runzlig vernarbt narbig zahnlos zahnlückig bebrillt blauäugig braunäugig grünäugig tätowiert gepierct entstellt
    Glatzkopf Blondine Brünette Rotschopf Riese Fettsack Bohnenstange
    {klein,groß,mittelgroß}-gewachsen {stark,leicht,krankhaft}-{übergewichtig,untergewichtig} {ein,zwei}{äugig,beinig,armig} {bein,arm,oberschenkel,unterschenkel}amputiert
    doppelkinn`,
  age: `
    jung alt älter jünger betagt hochbetagt bejahrt greis ältlich jugendlich minderjährig volljährig erwachsen halbwüchsig pubertierend mittelalt gealtert
    betreut verrentet pensioniert berentet zwanzigjährig dreißigjährig vierzigjährig fünfzigjährig sechzigjährig siebzigjährig achtzigjährig neunzigjährig
    hundertjährig sechzehnjährig
    Erwachsener Teenager Teenie Senior Rentner Pensionär Ruheständler Greis Kind Kleinkind Baby Säugling Bengel Knirps
    Schulkind Mittzwanziger Mittdreißiger Zwanziger Dreißiger Vierziger Fünfziger Sechziger Siebziger Boomer Millennial Zoomer
    Oma Opa Großmutter Großvater Omi Opi Best-Ager
    heranwachsend
    {mittleren,fortgeschrittenen,hohen,höheren,jüngeren}-alters jung-geblieben junggeblieben vorpubertär {uralt,altgeworden,vorpubertär} ruhestand {zwanziger,dreißiger,vierziger,fünfziger,sechziger,siebziger,achtziger,neunziger}n
    {ein,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf,dreizehn,vierzehn,fünfzehn,siebzehn,achtzehn,neunzehn}jährig jahre-alt
    erstsemester frühpensioniert frührentner gerade-{pensioniert,verrentet,volljährig}
    frisch-{verrentet,pensioniert,verheiratet,geschieden,verwitwet}`,
  family: `
    verheiratet unverheiratet ledig alleinstehend geschieden getrenntlebend getrennt verwitwet verlobt verpartnert wiederverheiratet liiert kinderlos kinderreich
    alleinerziehend verwaist adoptiert unehelich elternlos vaterlos mutterlos polygam
    Witwe Witwer Ehefrau Ehemann Gatte Gattin Mutter Vater Mama Papa Eltern Elternteil Sohn Tochter Bruder Schwester Geschwister Zwilling Drilling Waise Waisenkind Adoptivkind
    Pflegekind Stiefmutter Stiefvater Stiefkind Schwiegermutter Schwiegervater Tante Onkel Neffe Nichte Cousin Cousine Junggeselle Hausfrau Hausmann
    Scheidungskind Einzelkind Pate Patin Lebensgefährte`,
  means: `
    arm reich wohlhabend vermögend begütert betucht steinreich mittellos bedürftig notleidend verarmt prekär einkommensschwach einkommensstark
    gutverdienend geringverdienend sozial-schwach bildungsfern benachteiligt unterprivilegiert privilegiert marginalisiert ausgegrenzt bürgerlich kleinbürgerlich proletarisch bäuerlich
    adlig adelig aristokratisch königlich obdachlos wohnungslos arbeitslos erwerbslos arbeitssuchend arbeitsuchend langzeitarbeitslos berufstätig erwerbstätig angestellt
    verbeamtet freiberuflich selbstständig selbständig befristet teilzeitbeschäftigt ungelernt gelernt verschuldet überschuldet bankrott ungebildet gebildet
    studiert akademisch analphabetisch belesen ländlich städtisch dörflich kleinstädtisch provinziell
    Millionär Milliardär Aristokrat Bourgeois Kleinbürger Spießer Proletarier Prolet Arbeiter Arbeiterkind Bauer Knecht Magd Landei Dorfbewohner
    Städter Großstädter Penner Bettler Vagabund Hartzer Sozialhilfeempfänger Bürgergeldempfänger
    Geringverdiener Gutverdiener Beamter Freiberufler Leiharbeiter Analphabet Akademiker Studienabbrecher Schulabbrecher Student
    Schüler Azubi Lehrling Praktikant Erbe Vermieter Mieter Landwirt Fischer Bergmann Maurer Zimmermann Klempner Elektriker Mechaniker
    Fahrer Lkw-Fahrer Hausmeister Reinigungskraft Putzfrau Kindermädchen Koch Kellner Kassierer Verkäufer Metzger Bäcker Friseur Schneider Krankenpfleger
    Krankenschwester Pfleger Hebamme Arzt Ärztin Chirurg Zahnarzt Apotheker Sanitäter Feuerwehrmann Polizist Soldat Lehrer Professor Erzieher Bibliothekar Sekretär
    Banker Anwalt Richter Ingenieur Architekt Programmierer Informatiker Wissenschaftler Forscher Schriftsteller Journalist Künstler Maler Musiker Schauspieler
    Tänzer Sänger Bildhauer Politiker Diplomat Manager Unternehmer Händler Briefträger Gärtner Sexarbeiter Hipster Hippie Punk Gothic Nerd Skinhead Rocker Zocker
    Hartz-IV Hartz-4 Bürgergeld Sozialhilfe Unterschicht Mittelschicht Oberschicht Arbeiterklasse Mindestlohn
    Landstreicher studierend auszubildend Schweißer Buchhalter prostituiert
    {einkommens,bildungs,leistungs,finanz,struktur,sozial}{schwach,stark,benachteiligt} {gering,niedrig,hoch,un,an,besser,schlecht,gut}{qualifiziert,verdienend,gelernt,bezahlt,entlohnt,ausgebildet,gestellt,situiert,betucht}
    {gut,besser,schlecht,gering,niedrig,hoch,sozial,finanziell,hoch}-{situiert,betucht,verdienend,gestellt,qualifiziert,benachteiligt,schwach,abgesichert,verschuldet,bezahlt,gebildet} {armuts}{gefährdet,betroffen,bedroht}
    {hilfe,unterstützungs,sozialhilfe,einkommens,mittel}{bedürftig,berechtigt,los} {sozialhilfe,hilfe,unterstützung,transferleistungen,hartz-iv,bürgergeld,stütze}-angewiesen
    {Bürgergeld,Sozialhilfe,Hartz-iv-,Hartziv,Arbeitslosengeld,Grundsicherungs,Transferleistungs,Leistungs,Wohngeld,Bafög,Stütze,Rente,Sozialleistungs}{empfänger,bezieher}
    {bürgergeld,sozialhilfe,leistungs,hartz-iv}beziehend arbeitslos-gemeldet arbeit-suchend {armen,einfachen,ärmlichen,bescheidenen,guten,schwierigen,kleinen,reichen}-{verhältnissen,verhältnisse} {Arbeiter,Mittel,Ober,Unter,Bildungs}{schicht,milieu,klasse,familie,viertel}
    mittelständisch {hoch,über,tief}verschuldet kleinverdienend {Gering,Besser,Klein,Groß,Doppel,Allein,Normal}verdiener wohnsitzlos Wohnungsloser Obdachloser {alters,erwerbs,kinder}arm mittelständler Aufstocker {sozial,wohn,mittel}los Hilfsarbeiter Tagelöhner
    finanziell-{unsicher,unabhängig,schwach,stark,gesichert} {kleinen,ärmlichen,armen,guten}-verhältnissen sozial-{abgehängt,benachteiligt,schwach} ohne-{arbeit,einkommen,obdach,wohnung,abschluss}
    schulden{geplagt,frei,belastet}`,
  politics: `
    konservativ liberal progressiv sozialistisch kommunistisch marxistisch leninistisch trotzkistisch stalinistisch maoistisch anarchistisch libertär
    republikanisch demokratisch zentristisch gemäßigt linksradikal rechtsradikal linksextrem rechtsextrem sozialdemokratisch christdemokratisch
    freidemokratisch monarchistisch royalistisch nationalistisch separatistisch populistisch kapitalistisch neoliberal ökologisch pazifistisch politisch unpolitisch
    apolitisch aktivistisch gewerkschaftlich vegan vegetarisch patriotisch reaktionär linksgrün
    Sozialist Kommunist Marxist Leninist Trotzkist Stalinist Maoist Anarchist Republikaner Demokrat
    Sozialdemokrat Christdemokrat Monarchist Royalist Nationalist Separatist Populist Kapitalist Umweltschützer Ökologe Pazifist
    Aktivist Gewerkschafter Veganer Vegetarier Patriot Dissident Demonstrant Querdenker Wutbürger Gutmensch Wechselwähler Nichtwähler Reaktionär
    linke rechte grün streikend`,
  life: `
    süchtig drogensüchtig drogenabhängig alkoholabhängig alkoholkrank abhängig clean trocken abstinent suchtkrank spielsüchtig vorbestraft inhaftiert straffällig
    eingesperrt
    Junkie Alkoholiker Säufer Raucher Nichtraucher Spieler Häftling Sträfling Exhäftling Straftäter Knacki Veteran Kriegsversehrter
    gefangen wehrpflichtig
    {alkohol,drogen,heroin,kokain,opiat,opioid,medikamenten,tabletten,nikotin,cannabis,crystal,crack,spiel,glücksspiel,internet,sex,kauf,handy,computerspiel,morphium,amphetamin,mager,arbeits}{abhängig,süchtig,krank}
    {drogen,alkohol,cannabis,heroin}konsumierend {Ketten,Gelegenheits,Ex,Stark,Nicht}raucher {haft,straf}entlassen {Drogen,Alkohol,Spiel,Heroin,Kokain}{konsument,abhängiger,süchtiger} {ehemals,früher,ex}-{drogenabhängig,alkoholabhängig,süchtig,inhaftiert}
    substituiert methadonpatient {drogen,alkohol,cannabis,heroin}gebrauchend Ex-{Häftling,Junkie,Alkoholiker,Knacki}
    auf-{bewährung,entzug}`,
} as const;
