/** Spanish words that name people, by axis: masculine singular; the other forms are made. */
export default {
  belief: `
    cristiano católico protestante ortodoxo evangélico evangelista pentecostal bautista metodista luterano calvinista presbiteriano anglicano
    episcopal mormón cuáquero amish menonita adventista unitario carismático copto maronita puritano jesuita franciscano dominico benedictino judío
    hebreo judaico jasídico sefardí asquenazí sionista kósher musulmán islámico islamista mahometano suní sunita chií chiita sufí salafista
    wahabí ismailí ahmadí alauí aleví druso ibadí velado hindú hinduista brahmán jainista sij budista taoísta confuciano sintoísta
    zoroástrico zoroastriano parsi yazidí mandeo bahaí rastafari rastafariano rasta pagano wiccano druida animista chamán chamanista santero vudú espiritista
    cienciólogo satanista ateo agnóstico laico secular humanista incrédulo infiel irreligioso religioso creyente piadoso devoto beato practicante
    librepensador deísta teísta panteísta monoteísta politeísta converso apóstata cura sacerdote monje monja/monja/monjas/monjas pastor rabino imán obispo misionero clerical/clerical/clericales/clericales
    islam judaísmo cristianismo hinduismo budismo catolicismo protestantismo ateísmo no-creyente testigo-de-jehová masón
    testigos-de-jehová no-creyentes no-religioso
    {no,poco,nada,muy}-{practicante,creyente,religioso,observante,católico,cristiano,musulmán,judío,bautizado,ortodoxo,devoto} sin-religión adepto
    francmasón ultra-{ortodoxo,católico,religioso}
    {católico,cristiano,musulmán,judío,protestante}~{no-practicante,poco-practicante,de-nacimiento,de-cultura,de-tradición}
    muy-devoto`,
  origin: `
    afgano albanés argelino americano andorrano angoleño argentino armenio arubeño australiano austriaco austríaco azerbaiyano azerí bahameño bareiní
    bangladesí barbadense vasco bielorruso belga beliceño beninés butanés boliviano bosnio botsuano brasileño británico bruneano búlgaro burkinés birmano
    burundés camboyano camerunés canadiense caboverdiano catalán chadiano chileno chino colombiano comorense congoleño congolés coreano corso costarricense croata
    cubano chipriota checo danés yibutiano dominicano neerlandés holandés ecuatoriano egipcio emiratí inglés eritreo estonio etíope feroés
    fiyiano filipino finlandés finés flamenco francés gabonés gallego gambiano georgiano alemán/alemana/alemanes/alemanas ghanés griego groenlandés granadino
    guatemalteco guineano guyanés haitiano hondureño hongkonés húngaro islandés indio indonesio iraní iraquí irlandés israelí italiano marfileño
    jamaicano jamaiquino japonés nipón jordano kazajo keniano keniata kirguís kosovar kuwaití laosiano letón libanés liberiano libio lituano luxemburgués
    macedonio malgache malauí malasio maldivo maliense malí maltés marroquí mauriciano mauritano mexicano micronesio moldavo monegasco mongol/mongola/mongoles/mongolas
    montenegrino mozambiqueño namibio nepalí nepalés neozelandés nicaragüense nigerino nigeriano noruego omaní pakistaní palestino panameño papú
    paraguayo peruano polaco portugués luso puertorriqueño boricua catarí qatarí rumano ruso ruandés saudí salvadoreño samoano sanmarinense escocés
    senegalés serbio seychellense siciliano singapurense eslovaco esloveno somalí español/española/españoles/españolas ceilanés sudanés sudafricano surcoreano
    norcoreano sueco suizo helvético surinamés sirio tayiko tahitiano taiwanés tanzano tailandés tibetano timorense togolés tongano trinitense tunecino turco
    turcomano ugandés ucraniano uruguayo uzbeko venezolano vietnamita galés yemení yugoslavo zambiano zimbabuense africano asiático europeo árabe persa
    caribeño antillano oceánico escandinavo nórdico báltico balcánico eslavo mediterráneo ibérico levantino magrebí siberiano caucásico bávaro prusiano sajón
    bretón normando parisino londinense berlinés neoyorquino madrileño barcelonés sevillano valenciano canario andaluz/andaluza/andaluces/andaluzas extremeño murciano aragonés
    asturiano cántabro riojano navarro manchego castellano balear/balear/baleares/baleares mallorquín bilbaíno gaditano malagueño cordobés granaíno porteño limeño bogotano caraqueño
    quiteño habanero capitalino chilango tapatío regiomontano norteño sureño sardo napolitano veneciano romano texano californiano hawaiano latinoamericano
    hispanoamericano sudamericano suramericano centroamericano norteamericano iberoamericano estadounidense gringo yanqui guiri afroamericano
    afrodescendiente afrocubano afrolatino oriental/oriental/orientales/orientales occidental/occidental/occidentales/occidentales
    costeño`,
  places: `
    afganistán albania argelia alemania angola argentina armenia australia austria azerbaiyán bangladés bélgica bolivia bosnia brasil bulgaria
    burundi camboya camerún canadá chad chile china chipre colombia congo corea croacia cuba dinamarca ecuador egipto eritrea escocia eslovaquia eslovenia
    españa estonia etiopía filipinas finlandia francia gabón gambia georgia ghana grecia guatemala guinea haití honduras hungría india indonesia inglaterra irak iraq
    irán irlanda islandia israel italia jamaica japón jordania kazajistán kenia kosovo kuwait laos letonia líbano liberia libia lituania luxemburgo macedonia
    madagascar malasia malta marruecos mauritania méxico moldavia mongolia montenegro mozambique namibia nepal nicaragua níger nigeria noruega omán
    pakistán palestina panamá paraguay perú polonia portugal qatar rumanía rusia ruanda salvador senegal serbia singapur siria somalia sudán sudáfrica suecia
    suiza tailandia taiwán tanzania tíbet togo túnez turquía ucrania uganda uruguay uzbekistán venezuela vietnam yemen zambia zimbabue áfrica asia europa américa`,
  people: `
    aborigen/aborigen/aborígenes/aborígenes indígena autóctono nativo amerindio inuit esquimal/esquimal/esquimales/esquimales cheroqui navajo siux apache maya azteca nahua zapoteco
    mixteco otomí tarahumara quechua aimara aymara mapuche guaraní shuar wayuu inca maorí polinesio melanesio sami lapón ainu uigur hmong rohinyá jemer dayak
    tamil bengalí punjabi cachemir cingalés baluchi pastún hazara kurdo asirio caldeo beduino bereber amazigh cabileño rifeño tuareg saharaui nubio fulani hausa yoruba
    igbo wólof bambara mandinga dogón akan ashanti zulú xhosa bantú bosquimano pigmeo masái kikuyu hutu tutsi dinka oromo amhara checheno circasiano tártaro
    cosaco osetio abjasio romaní gitano calé payo sinti yeniche nómada quinqui cajún criollo afrikáner bóer hispano hispánico latino latinx latine chicano mestizo mulato
    zambo cholo pardo cuarterón semita gentil/gentil/gentiles/gentiles dalit intocable tribal/tribal/tribales/tribales étnico minoritario negrata sudaca panchito moro machupichu charnego godo
    albanokosovar`,
  colour: `
    negro blanco moreno trigueño castaño prieto tez bronceado pálido oscuro racializado birracial/birracial/birraciales/birraciales multirracial/multirracial/multirraciales/multirraciales interracial/interracial/interraciales/interraciales
    caucásico albino güero color`,
  migration: `
    inmigrante migrante emigrante inmigrado emigrado refugiado asilado solicitante-de-asilo extranjero foráneo forastero exiliado expatriado desplazado apátrida indocumentado
    ilegal/ilegal/ilegales/ilegales irregular/irregular/irregulares/irregulares sinpapeles sin-papeles naturalizado nacionalizado deportado repatriado retornado mojado mena/mena/menas/menas oriundo lugareño local/local/locales/locales
    ciudadano bilingüe hispanohablante colono temporero nómada balsero extracomunitario comunitario
    asilo-denegado {solicitante/solicitante/solicitantes/solicitantes}~{de-asilo,de-refugio,de-asilo-rechazado} situación-{irregular,regular} nacido~{en-el-extranjero,fuera,en-españa} nacido~fuera-de-españa
    {trabajador,jornalero}+{extranjero,migrante/migrante/migrantes/migrantes,temporal/temporal/temporales/temporales,inmigrante/inmigrante/inmigrantes/inmigrantes} {origen,nacionalidad}-{extranjero,extranjera} {segunda,primera,tercera}-generación doble-nacionalidad recién-llegado
    menor~no-acompañado menores~no-acompañados permiso-de-{residencia,trabajo} visado-de-{trabajo,estudiante,turista} visa-de-{trabajo,estudiante,turista} refugiado+{reasentado,reconocido} inmigrante-{ilegal,irregular}
    dos-nacionalidades {trabajador,empleado}~{de-temporada} visado-de-estudiante`,
  gender: `
    hombre/mujer/hombres/mujeres varón hembra macho niño chico muchacho señor señora/señora/señoras/señoras señorita tío masculino femenino viril/viril/viriles/viriles afeminado andrógino marimacho
    trans transgénero transexual/transexual/transexuales/transexuales transmasculino transfemenino travesti travestido travelo cis cisgénero cisexual/cisexual/cisexuales/cisexuales nobinario no-binario binario binarie género-fluido
    genderqueer agénero bigénero intersexual/intersexual/intersexuales/intersexuales intersex hermafrodita feminista machista muxe caballero dama/dama/damas/damas varonil/varonil/varoniles/varoniles
    no-binaria no-binarie no-binarios no-binarias
    en-transición género-{fluido,neutro,diverso} nacido~{mujer,hombre,varón}
    género-no-conforme no-conforme-con-su-género`,
  love: `
    gay lesbiano lesbiana/lesbiana/lesbianas/lesbianas bisexual/bisexual/bisexuales/bisexuales bi heterosexual/heterosexual/heterosexuales/heterosexuales hetero homosexual/homosexual/homosexuales/homosexuales
    queer cuir pansexual/pansexual/pansexuales/pansexuales asexual/asexual/asexuales/asexuales arromántico demisexual/demisexual/demisexuales/demisexuales sáfico bollera/bollera/bolleras/bolleras tortillera/tortillera/tortilleras/tortilleras
    maricón marica/marica/maricas/maricas mariquita joto lgbt lgtb lgtbi lgbtq lgtbiq poliamoroso monógamo célibe casto virgen/virgen/vírgenes/vírgenes abstinente invertido armarizado homoparental/homoparental/homoparentales/homoparentales
    atraído~{por-los-hombres,por-las-mujeres,por-hombres,por-mujeres,por-ambos-sexos}
    abiertamente-{gay/gay/gays/gays,lesbiana,homosexual/homosexual/homosexuales/homosexuales,bisexual/bisexual/bisexuales/bisexuales} matrimonio-{igualitario,gay,homosexual} pareja-{gay,lesbiana,homosexual,homoparental,heterosexual} fuera-del-armario`,
  ability: `
    discapacitado minusválido inválido lisiado tullido impedido válido capacitado sordo sordomudo sordociego hipoacúsico mudo noverbal no-verbal afásico tartamudo ciego invidente
    vidente oyente miope présbita hipermétrope astigmático daltónico tuerto bizco estrábico tetrapléjico parapléjico hemipléjico paralítico paralizado
    amputado manco cojo rengo jorobado enano autista asperger neurodivergente neurodiverso neurotípico neuroatípico tdah disléxico dispráxico discalculico hiperactivo mongólico
    deficiente retrasado subnormal/subnormal/subnormales/subnormales retardado epiléptico narcoléptico diabético asmático alérgico celíaco celiaco hemofílico anémico artrítico reumático migrañoso
    fibromiálgico seropositivo sidoso inmunodeprimido trasplantado leproso tuberculoso tísico canceroso demente senil/senil/seniles/seniles bipolar/bipolar/bipolares/bipolares maníaco-depresivo
    esquizofrénico esquizoide psicótico neurótico anoréxico bulímico agorafóbico claustrofóbico insomne hipocondríaco traumatizado encamado dependiente
    incontinente estéril/estéril/estériles/estériles infértil/infértil/infértiles/infértiles menopáusico embarazado preñado encinta zurdo diestro ambidiestro paciente cuidador vacunado discapacidad minusvalía diversidad funcional/funcional/funcionales/funcionales
    sordera ceguera autismo dislexia epilepsia diabetes asma esquizofrenia albinismo down silla-de-ruedas ruedas muletas convaleciente
    síndrome-de-down movilidad-reducida diversidad-funcional discapacidad-intelectual discapacidad-física discapacidad-visual trastorno-bipolar espectro-autista esclerosis-múltiple demencia alzheimer parkinson enfermo-mental enfermedad-mental perro-guía
    {enfermo,insuficiente,paciente,trasplantado,dependiente}+{renal/renal/renales/renales,cardíaco,cardiaco,hepático,pulmonar/pulmonar/pulmonares/pulmonares,respiratorio,crónico,mental/mental/mentales/mentales,terminal/terminal/terminales/terminales,oncológico,psiquiátrico,coronario,grave/grave/graves/graves}
    enfermo~{del-corazón,de-cáncer,de-sida,del-riñón,de-los-riñones,del-pulmón,de-los-pulmones,del-hígado,de-párkinson,de-parkinson,de-alzhéimer,de-alzheimer,de-diabetes,de-covid,de-ela}
    {superviviente,sobreviviente,paciente,víctima}~{de-cáncer,del-cáncer,de-un-ictus,de-un-infarto,de-sida,de-diálisis} {operado,trasplantado}~{de-riñón,del-riñón,de-corazón,del-corazón,de-hígado,de-pulmón,de-médula}
    {deficiente,discapacitado,disminuido,minusválido,impedido,incapacitado,retrasado}+{visual/visual/visuales/visuales,auditivo,mental/mental/mentales/mentales,intelectual/intelectual/intelectuales/intelectuales,físico,psíquico,sensorial/sensorial/sensoriales/sensoriales,motor/motora/motores/motoras,cognitivo,severo}
    {discapacidad,deficiencia,insuficiencia,enfermedad,discapacidades}-{visual,auditiva,mental,intelectual,física,psíquica,sensorial,motora,motriz,renal,cardíaca,cardiaca,respiratoria,hepática,crónica,rara}
    {cardió,psicó,neuró,nefró,hepató,diabé}pata {insulino,oxígeno}dependiente {insulino,oxígeno}-dependiente gran-dependiente diálisis dializado afectado~{de-esclerosis,de-cáncer,de-autismo,de-fibromialgia,de-covid}
    problemas-de-{oído,audición,vista,visión,movilidad,corazón,riñón,salud-mental} corto~{de-vista} duro~de-oído pérdida-{auditiva,visual} grado-de-discapacidad lesionado~medular parálisis-cerebral
    con-diálisis
    seronegativo ostomizado {enfermo,paciente}+psíquico daño-cerebral {deterioro,déficit}-cognitivo {con-respirador,con-oxígeno} medio-{paralizado,sordo,ciego} lesión-{cerebral,medular}
    {enfermo,paciente,superviviente,sobreviviente,víctima/víctima/víctimas/víctimas,curado}~{de,del,de-la,de-un}-{leucemia,cáncer,ictus,tumor,infarto,polio,sida,covid,hepatitis,esclerosis,tuberculosis,demencia,diálisis} {enfermo,operado,trasplantado}~{del,de-los,de}-{riñón,riñones,pulmón,pulmones,hígado,corazón} amputado~{de-un-brazo,de-una-pierna,de-las-piernas,de-los-brazos}
    {autista,sordo,ciego,discapacitado,deficiente,epiléptico,diabético,disléxico,asmático,bipolar/bipolar/bipolares/bipolares,enfermo}+{severo,profundo,leve/leve/leves/leves,grave/grave/graves/graves,moderado,crónico} {alimentado}~{por-sonda} obesidad-mórbida
    {insuficiente}+{venoso,suprarrenal/suprarrenal/suprarrenales/suprarrenales} {gran/gran/grandes/grandes}+{quemado,inválido,prematuro,discapacitado} baja-{visión,audición} {audífono,audífonos}`,
  body: `
    gordo delgado flaco alto bajo obeso grueso rollizo rechoncho regordete gordito gordinflón barrigón panzón corpulento robusto fornido fuertote musculoso musculado cachas
    atlético esbelto espigado diminuto bajito altísimo chaparro petiso enclenque esquelético escuálido huesudo larguirucho grandote grandulón gigante fofo
    calvo pelón barbudo bigotudo lampiño afeitado peludo velludo rubio pelirrojo castaño canoso rizado crespo melenudo pelilargo tatuado arrugado cicatrizado desdentado mellado gafotas
    pecoso granujiento tetona/tetona/tetonas/tetonas voluptuoso curvilíneo sobrepeso desfigurado ojiazul/ojiazul/ojiazules/ojiazules ojinegro
    flacucho
    {baja,alta,mediana,poca,pequeña}-estatura {lleno,cubierto}~{de-cicatrices,de-tatuajes,de-pecas} exceso-de-peso kilos-de-más {poco,muy}-agraciado
    papada`,
  age: `
    joven/joven/jóvenes/jóvenes jovencito viejo viejito anciano mayor/mayor/mayores/mayores menor/menor/menores/menores abuelo abuelito adolescente quinceañero veinteañero treintañero cuarentón cincuentón
    sesentón setentón ochentón treintón cuarentañero sexagenario septuagenario octogenario nonagenario centenario niñito crío chaval/chavala/chavales/chavalas bebé infante infantil/infantil/infantiles/infantiles
    juvenil/juvenil/juveniles/juveniles adulto maduro senior séniores jubilado pensionista retirado geriátrico envejecido veterano milenial/milenial/mileniales/mileniales boomer zoomer carroza nene pibe
    mozo viejales púber
    edad-{avanzada,madura} {tercera,mediana,cuarta,corta}-edad {menor/menor/menores/menores,mayor/mayor/mayores/mayores}~de-edad preadolescente {avanzada}-edad entrado~en-años
    recién-{jubilado,nacido,casado} años-de-edad`,
  family: `
    casado soltero divorciado separado viudo prometido comprometido casadero novio concubino esposo marido padre/madre/padres/madres papá mamá hijo hermano gemelo mellizo trillizo huérfano
    adoptado adoptivo ilegítimo monoparental/monoparental/monoparentales/monoparentales solterón padrastro madrastra hijastro suegro yerno nuera/nuera/nueras/nueras tío primo sobrino nieto padrino madrina/madrina/madrinas/madrinas polígamo
    ama-de-casa madre-soltera
    padre-soltero madre-sola familia-monoparental hermanastro medio-hermano`,
  means: `
    pobre rico adinerado acaudalado acomodado pudiente ricachón humilde modesto indigente menesteroso necesitado desfavorecido privilegiado marginado
    marginal/marginal/marginales/marginales excluido precario mileurista burgués proletario obrero campesino agricultor labrador jornalero bracero aldeano pueblerino paleto rural/rural/rurales/rurales urbano urbanita
    provinciano barriobajero choni cani pijo aristócrata aristocrático noble hidalgo plebeyo siervo millonario multimillonario rentista terrateniente casero inquilino heredero sintecho
    sin-techo mendigo vagabundo pordiosero limosnero okupa chabolista parado desempleado empleado asalariado subcontratado autónomo freelance funcionario
    temporal/temporal/temporales/temporales endeudado arruinado analfabeto iletrado alfabetizado educado letrado culto inculto titulado universitario licenciado autodidacta bachiller estudiante
    escolar/escolar/escolares/escolares aprendiz/aprendiza/aprendices/aprendizas becario pescador minero albañil carpintero fontanero electricista mecánico soldador camionero taxista repartidor conserje portero limpiador
    criado sirviente niñera/niñera/niñeras/niñeras cocinero camarero mesero cajero vendedor dependienta tendero carnicero panadero peluquero sastre/sastra/sastres/sastras costurera/costurera/costureras/costureras enfermero comadrona/comadrona/comadronas/comadronas
    médico cirujano dentista farmacéutico bombero policía soldado maestro profesor bibliotecario secretario contable banquero abogado juez/jueza/jueces/juezas ingeniero arquitecto
    programador informático científico investigador escritor periodista artista pintor músico actor/actriz/actores/actrices bailarín cantante escultor político diplomático gerente empresario
    comerciante cartero jardinero prostituto trabajador hipster gótico punki friki skinhead motero gamer
    sin-hogar clase-media clase-obrera clase-trabajadora clase-alta clase-baja escasos-recursos bajos-recursos situación-de-calle
    {bajos,escasos,pocos,altos,menos,medianos}-{ingresos,recursos} {renta,rentas}-{baja,bajas,alta,altas,media} {sin,pocos,con-pocos}-{recursos,ingresos,hogar,techo,empleo,trabajo,estudios,vivienda,medios,papeles,domicilio}
    en-paro/en-paro/en-paro/en-paro {parado,desempleado}~{de-larga-duración} {perceptor/perceptora/perceptores/perceptoras,beneficiario,receptor/receptora/receptores/receptoras}~{de-ayudas,de-subsidios,de-ayudas-sociales,de-la-renta-mínima,del-paro}
    {riesgo,situación,umbral}-de-{pobreza,exclusión,exclusión-social,calle,vulnerabilidad,dependencia,desempleo,discapacidad,precariedad} {poco,no,altamente,muy,menos}-{cualificado,calificado,preparado,formado}
    {origen,familia,barrio,extracción}-{humilde,modesto,modesta,obrera,obrero,popular} clase-{humilde,popular,acomodada,trabajadora} subsidiado hipotecado desahuciado pelado pobre+trabajador trabajador+pobre/pobre/pobres/pobres
    umbral-de-la-pobreza banco-de-alimentos vivienda-{social,protegida} {ingreso,salario,renta}-{mínimo,mínima,mínimo-vital} comedor-social {trabajador,empleado}+precario
    {mal,bien,muy,poco,menos}-{pagado,remunerado,endeudado,cualificado,acomodado,necesitado,situado} en-la-{miseria,pobreza,ruina,indigencia} {perceptor/perceptora/perceptores/perceptoras,beneficiario,cobrador}~{del,de,de-la,de-una,de-un}-{paro,subsidio,ayuda,ayudas,renta,renta-mínima,ingreso-mínimo,pensión,desempleo,prestación} sin-un-{duro,euro,peso,centavo}
    {lleno,cargado,agobiado}~de-deudas {golpeado,afectado,amenazado}~{por-la-pobreza,por-el-paro}`,
  politics: `
    conservador liberal/liberal/liberales/liberales progresista socialista comunista marxista leninista trotskista estalinista maoísta anarquista libertario republicano demócrata centrista
    moderado izquierdista derechista zurdo rojo progre socialdemócrata democristiano monárquico realista carlista nacionalista independentista separatista españolista
    peronista kirchnerista chavista castrista sandinista zapatista priista podemita populista capitalista neoliberal/neoliberal/neoliberales/neoliberales ecologista ambientalista pacifista
    activista sindicalista vegano vegetariano omnívoro antivacunas provida proabortista globalista patriota patriótico disidente manifestante huelguista apolítico reaccionario radical/radical/radicales/radicales tradicionalista`,
  life: `
    adicto drogadicto toxicómano yonqui alcohólico abstemio sobrio fumador ludópata jugador bebedor preso presidiario recluso convicto exconvicto expresidiario detenido encarcelado interno
     reincidente institucionalizado recluta reservista excombatiente
    recluido
    {toxicó,heroinó,cocainó,opió,cleptó,morfinó}mano {drogo,alcohol,politoxico}dependiente {gran,fuerte,exfumador,ex}-{fumador,bebedor,consumidor,jugador} {consumidor,usuario}~{de-drogas,de-alcohol,de-cannabis,de-heroína,de-cocaína,de-opioides}
    {adicto,enganchado,dependiente}~{a-las-drogas,a-la-droga,al-juego,al-alcohol,a-la-heroína,a-la-cocaína,al-tabaco,a-los-opioides} alcohólico+{rehabilitado,recuperado,anónimo} ex-{adicto,alcohólico,drogadicto,presidiario,preso,recluso} ex{adicto,alcohólico,drogadicto,toxicómano,fumador,recluso,preso}
    antecedentes-penales metadona bajo-fianza libertad-condicional
    {jugador,bebedor,fumador,comprador}+{compulsivo,patológico,empedernido} {adicto,enganchado}~{a-la-nicotina,al-crack,a-la-metanfetamina,al-cannabis,al-sexo} en-desintoxicación
    {adicto,enganchado,dependiente}~{a-los-fármacos,a-los-medicamentos,a-las-pastillas,del-tabaco,del-alcohol,de-las-drogas,de-la-droga}
    prisión-{preventiva,provisional}`,
} as const;
