/** Portuguese words that name people, by axis: masculine singular; the other forms are made. */
export default {
  belief: `
    cristão católico protestante ortodoxo evangélico evangelista pentecostal baptista batista metodista luterano calvinista presbiteriano anglicano
    episcopal mórmon amish menonita adventista unitário carismático copta maronita puritano jesuíta franciscano dominicano beneditino judeu/judia/judeus/judias hebreu/hebreia/hebreus/hebreias
    judaico hassídico sefardita asquenazita sionista muçulmano islâmico islamista maometano sunita xiita sufi salafista wahabita ismaelita ahmadi
    alauíta alevita druso velado hindu hinduísta brâmane jainista sikh budista taoísta confucionista xintoísta zoroastriano parse iazidi bahá'í rastafári rasta pagão/pagã/pagãos/pagãs
    wiccano druida animista xamanista umbandista candomblecista espírita kardecista macumbeiro cientologista satanista ateu/ateia/ateus/ateias agnóstico laico
    secular humanista descrente infiel irreligioso religioso crente piedoso devoto beato praticante deísta teísta panteísta monoteísta politeísta
    convertido apóstata padre sacerdote monge freira/freira/freiras/freiras pastor rabino imã bispo missionário clerical islão islã islamismo judaísmo cristianismo hinduísmo
    budismo catolicismo protestantismo ateísmo testemunha-de-jeová maçom livre-pensador
    testemunhas-de-jeová não-crente não-religioso
    {não,pouco,nada,muito}-{praticante,crente,religioso,observante,católico,cristão,muçulmano,judeu,batizado,ortodoxo,devoto} sem-religião adepto ultra-{ortodoxo,católico,religioso}
    {católico,cristão,muçulmano,judeu/judia/judeus/judias,protestante}~{não-praticante,pouco-praticante,de-nascimento,de-cultura,de-tradição}`,
  origin: `
    afegão/afegã/afegãos/afegãs albanês argelino americano andorrano angolano argentino arménio armênio australiano austríaco azerbaijano azeri bahamense
    bangladeshiano bengali barbadiano basco bielorrusso belga beninense butanês boliviano bósnio botsuanês brasileiro britânico búlgaro burquinense
    birmanês burundês cambojano camaronês canadense canadiano cabo-verdiano caboverdiano catalão/catalã/catalães/catalãs chadiano chileno chinês colombiano comorense congolês coreano
    córsico costa-riquenho croata cubano cipriota checo tcheco dinamarquês djibutiano dominicano neerlandês holandês equatoriano egípcio emiradense
    inglês eritreu/eritreia/eritreus/eritreias estónio estoniano etíope fijiano filipino finlandês flamengo francês gabonês galego gambiano georgiano alemão/alemã/alemães/alemãs
    ganês grego groenlandês guatemalteco guineense guianense haitiano hondurenho húngaro islandês indiano indonésio iraniano iraquiano irlandês
    israelita israelense italiano marfinense jamaicano japonês nipónico jordano jordaniano cazaque queniano quirguiz kosovar kuwaitiano laociano letão/letã/letões/letãs
    libanês liberiano líbio lituano luxemburguês macedónio macedônio malgaxe malauiano malaio malasiano maldivo maliano maltês marroquino mauriciano mauritano
    mexicano moldavo moldávio monegasco mongol montenegrino moçambicano namibiano nepalês neozelandês nicaraguense nigerino nigeriano norueguês omanense
    paquistanês palestino palestiniano panamense panamenho papua paraguaio peruano polaco polonês português porto-riquenho qatari catariano romeno russo
    ruandês saudita salvadorenho samoano escocês senegalês sérvio siciliano singapurense singapuriano eslovaco esloveno somali espanhol/espanhola/espanhóis/espanholas
    são-tomense sudanês sul-africano sulafricano sul-coreano norte-coreano sueco suíço surinamês sírio tajique tailandês taiwanês tanzaniano
    tibetano timorense togolês tunisino tunisiano turco turcomeno ugandês ucraniano uruguaio usbeque venezuelano vietnamita galês iemenita
    jugoslavo iugoslavo zambiano zimbabuano africano asiático europeu/europeia/europeus/europeias árabe persa caribenho antilhano escandinavo nórdico báltico balcânico eslavo
    mediterrâneo ibérico magrebino siberiano caucasiano bávaro prussiano saxão/saxã/saxões/saxãs bretão/bretã/bretões/bretãs normando parisiense londrino berlinense nova-iorquino
    lisboeta portuense tripeiro alfacinha alentejano algarvio minhoto transmontano beirão/beirã/beirões/beirãs açoriano madeirense paulista paulistano carioca fluminense mineiro
    baiano gaúcho nordestino nortista sulista sertanejo pernambucano cearense paraense amazonense maranhense potiguar capixaba goiano catarinense paranaense
    brasiliense sardo napolitano veneziano romano castelhano andaluz/andaluza/andaluzes/andaluzas madrileno texano californiano havaiano latino-americano sul-americano centro-americano
    norte-americano estadunidense ianque gringo luso lusitano afro-americano afroamericano afrodescendente afro-brasileiro afrobrasileiro nipo-brasileiro ítalo-brasileiro oriental ocidental
    laosiano santomense goês`,
  places: `
    afeganistão albânia argélia alemanha angola argentina arménia armênia austrália áustria azerbaijão bangladesh bélgica bolívia bósnia brasil bulgária burundi
    camboja camarões canadá chade chile china chipre colômbia congo coreia croácia cuba dinamarca equador egipto egito eritreia escócia eslováquia eslovénia eslovênia espanha
    estónia estônia etiópia filipinas finlândia frança gabão gâmbia geórgia gana grécia guatemala guiné haiti honduras hungria índia indonésia inglaterra iraque irão irã irlanda
    islândia israel itália jamaica japão jordânia cazaquistão quénia quênia kosovo kuwait laos letónia letônia líbano libéria líbia lituânia luxemburgo macedónia macedônia madagáscar
    malásia malta marrocos mauritânia méxico moldávia mongólia montenegro moçambique namíbia nepal nicarágua níger nigéria noruega omã paquistão palestina
    panamá paraguai peru polónia polônia portugal catar roménia romênia rússia ruanda salvador senegal sérvia singapura síria somália sudão suécia suíça tailândia taiwan tanzânia tibete
    timor togo tunísia turquia ucrânia uganda uruguai uzbequistão venezuela vietname vietnã iémen iêmen zâmbia zimbabué zimbábue áfrica ásia europa américa`,
  people: `
    aborígene indígena autóctone nativo ameríndio índio inuíte esquimó cherokee navajo apache maia asteca quíchua aimará mapuche guarani tupi ianomâmi xavante pataxó caiapó
    terena maori polinésio melanésio sami lapão/lapã/lapões/lapãs uigur hmong rohingya khmer tâmil punjabi caxemir cingalês pashtun hazara curdo assírio caldeu/caldeia/caldeus/caldeias beduíno
    berbere amazigh cabila tuaregue saraui núbio fula hausa iorubá igbo wolof bambara mandinga axante zulu xhosa banto bosquímano pigmeu/pigmeia/pigmeus/pigmeias massai hutu tutsi
    oromo amárico macua maconde changana ovimbundo quimbundo bacongo checheno circassiano tártaro cossaco ossétio cigano romani rom sinti crioulo africâner hispânico hispano latino latinx
    mestiço mulato cafuzo caboclo mameluco pardo quilombola ribeirinho caiçara semita goy dalit intocável tribal étnico minoritário preto japa retornado bugre`,
  colour: `
    negro branco preto moreno pardo castanho bronzeado pálido escuro racializado birracial multirracial inter-racial interracial caucasiano albino cor mulato`,
  migration: `
    imigrante migrante emigrante imigrado emigrado refugiado asilado requerente-de-asilo estrangeiro forasteiro exilado expatriado deslocado apátrida indocumentado ilegal irregular
    naturalizado deportado repatriado retirante local cidadão/cidadã/cidadãos/cidadãs bilingue bilíngue lusófono colono nómada nômade sazonal
    asilo-{negado,recusado} {requerente/requerente/requerentes/requerentes,candidato,solicitante/solicitante/solicitantes/solicitantes}~{de-asilo,a-asilo,de-refúgio} situação-{irregular,regular} nascido~{no-estrangeiro,no-exterior,fora,em-portugal,no-brasil} {trabalhador}+{sazonal/sazonal/sazonais/sazonais,estrangeiro,migrante/migrante/migrantes/migrantes,imigrante/imigrante/imigrantes/imigrantes}
    {origem,nacionalidade}-{estrangeira,imigrante} {segunda,primeira,terceira}-geração dupla-nacionalidade recém-chegado
    menor~não-acompanhado menores~não-acompanhados {autorização,visto,título}-de-{residência,trabalho,estudante,turista} refugiado+{reinstalado,reconhecido} imigrante-{ilegal,irregular} refugiado
    dois-passaportes`,
  gender: `
    homem/mulher/homens/mulheres rapaz/rapariga/rapazes/raparigas moço menino macho fêmea/fêmea/fêmeas/fêmeas senhor garoto gajo cara dama/dama/damas/damas cavalheiro masculino feminino viril afeminado efeminado andrógino
    trans transgénero transgênero transexual transmasculino transfeminino travesti traveco cis cisgénero cisgênero não-binário nãobinário naobinário binário género-fluido gênero-fluido
    genderqueer agénero agênero intersexo intersexual hermafrodita feminista machista maria-rapaz
    não-binária não-binárie não-binários nao-binário nao-binária
    em-transição {género,gênero}-{fluido,neutro,diverso} nascido~{mulher,homem}
    {género,gênero}-não-conforme não-conforme-de-género`,
  love: `
    gay/gay/gays/gays lésbico lésbica/lésbica/lésbicas/lésbicas bissexual bi heterossexual hétero hetero homossexual homo queer pansexual panssexual assexual arromântico demissexual sáfico sapatão/sapatão/sapatões/sapatões
    fufa/fufa/fufas/fufas bicha/bicha/bichas/bichas paneleiro maricas viado veado boiola baitola lgbt lgbtq lgbti lgbtqia poliamoroso monogâmico celibatário casto virgem abstinente
    homoparental
    atraído~{por-homens,por-mulheres,pelos-homens,pelas-mulheres,por-ambos-os-sexos}
    {assumidamente,abertamente}-{gay/gay/gays/gays,lésbica,homossexual/homossexual/homossexuais/homossexuais,bissexual/bissexual/bissexuais/bissexuais} {casamento,união}-{gay,homoafetiva,homoafetivo,homossexual,igualitário} casal-{gay,lésbico,homossexual,homoafetivo,heterossexual} fora-do-armário`,
  ability: `
    deficiente inválido aleijado incapacitado surdo surdo-mudo surdocego mudo não-verbal afásico gago cego invisual vidente ouvinte míope presbita hipermetrope astigmata
    daltónico daltônico zarolho caolho estrábico vesgo tetraplégico paraplégico hemiplégico paralítico paralisado amputado maneta perneta coxo manco corcunda anão/anã/anões/anãs cadeirante
    autista asperger neurodivergente neurodiverso neurotípico neuroatípico disléxico dispráxico hiperativo hiperactivo mongoloide retardado atrasado epilético epiléptico narcoléptico
    diabético asmático alérgico celíaco hemofílico anémico anêmico artrítico reumático fibromiálgico seropositivo soropositivo aidético imunodeprimido imunossuprimido transplantado leproso tuberculoso tísico
    canceroso demente senil bipolar maníaco-depressivo esquizofrénico esquizofrênico esquizoide psicótico neurótico anorético anoréxico bulímico agorafóbico claustrofóbico
    insone hipocondríaco traumatizado acamado dependente incontinente estéril infértil menopáusico grávido gestante canhoto destro ambidestro paciente cuidador vacinado
    deficiência surdez cegueira autismo dislexia epilepsia diabetes asma esquizofrenia albinismo tdah down cadeira-de-rodas rodas muletas capacitado invalidez
    síndrome-de-down mobilidade-reduzida deficiência-intelectual deficiência-física deficiência-visual transtorno-bipolar espectro-autista esclerose-múltipla demência alzheimer parkinson doente-mental doença-mental cão-guia baixa-visão
    {doente,insuficiente,paciente,transplantado}+{renal/renal/renais/renais,cardíaco,hepático,pulmonar/pulmonar/pulmonares/pulmonares,respiratório,crónico,crônico,mental/mental/mentais/mentais,terminal/terminal/terminais/terminais,oncológico,psiquiátrico,coronário,grave/grave/graves/graves}
    doente~{do-coração,de-cancro,de-câncer,com-cancro,com-câncer,do-rim,dos-rins,do-pulmão,dos-pulmões,do-fígado,de-parkinson,de-alzheimer,de-sida,de-aids,com-sida,de-covid} cardíaco renal/renal/renais/renais
    {sobrevivente,paciente,vítima}~{de-cancro,de-câncer,do-cancro,do-câncer,de-um-avc,de-avc,de-sida,de-aids,de-hemodiálise} {operado,transplantado}~{do-rim,de-rim,do-coração,do-fígado,do-pulmão,de-medula}
    {deficiente,incapacitado,diminuído,inválido,retardado}+{visual/visual/visuais/visuais,auditivo,mental/mental/mentais/mentais,intelectual/intelectual/intelectuais/intelectuais,físico,psíquico,sensorial/sensorial/sensoriais/sensoriais,motor/motora/motores/motoras,cognitivo}
    {deficiência,insuficiência,doença,incapacidade,deficiências}-{visual,auditiva,mental,intelectual,física,psíquica,sensorial,motora,renal,cardíaca,respiratória,hepática,crónica,crônica,rara}
    {cardio,psico,neuro,nefro,hepato}pata {insulino,oxigénio,oxigênio}dependente {insulino,oxigénio}-dependente diálise hemodiálise {duro,mouco}~de-ouvido problemas-de-{audição,visão,vista,mobilidade,coração,saúde-mental} perda-{auditiva,visual} portador~{de-deficiência,de-hiv,de-necessidades-especiais}
    necessidades-especiais paralisia-cerebral cuidados-paliativos
    soronegativo seronegativo ostomizado {lesão,défice,dano}-{cerebral,cognitivo,medular} meio-{paralisado,surdo,cego} {doente,paciente}+psíquico
    {doente,paciente,sobrevivente,vítima/vítima/vítimas/vítimas,curado}~{de,do,da,de-um}-{leucemia,cancro,câncer,avc,tumor,enfarte,infarto,polio,sida,aids,covid,hepatite,esclerose,tuberculose,demência,diálise,hemodiálise} {doente,operado,transplantado}~{do,dos,de}-{rim,rins,pulmões,pulmão,fígado,coração} amputado~{de-um-braço,de-uma-perna,das-pernas,dos-braços}
    {autista,surdo,cego,deficiente,epilético,epiléptico,diabético,disléxico,asmático,bipolar/bipolar/bipolares/bipolares,doente}+{severo,profundo,leve/leve/leves/leves,grave/grave/graves/graves,moderado,crónico,crônico} alimentado~por-sonda obesidade-mórbida
    {insuficiente}+venoso {grande/grande/grandes/grandes}+{queimado,inválido,prematuro} baixa-{visão,audição} aparelho-auditivo {quase,parcialmente}-{cego,surdo}`,
  body: `
    gordo magro alto baixo obeso gorducho gordinho rechonchudo roliço anafado balofo barrigudo pançudo corpulento robusto fornido entroncado atarracado musculoso musculado atlético
    esbelto delgado franzino miúdo magricela esquelético esguio ossudo raquítico grandalhão/grandalhona/grandalhões/grandalhonas gigante baixote baixinho altinho careca calvo barbudo bigodudo imberbe peludo cabeludo
    loiro louro ruivo castanho moreno grisalho encaracolado crespo cacheado tatuado enrugado desdentado banguela sardento borbulhento curvilíneo voluptuoso desfigurado sobrepeso
    bigotudo
    {baixa,alta,média,pequena}-estatura {cheio,coberto}~{de-cicatrizes,de-tatuagens,de-sardas} excesso-de-peso acima-do-peso quilos-a-mais
    papada
    com-cicatrizes`,
  age: `
    jovem velho velhinho idoso ancião/anciã/anciãos/anciãs sénior sênior mais-velho maior menor adolescente criança/criança/crianças/crianças bebé bebê miúdo guri moleque juvenil infantil adulto maduro
    trintão/trintona/trintões/trintonas quarentão/quarentona/quarentões/quarentonas cinquentão/cinquentona/cinquentões/cinquentonas sexagenário septuagenário octogenário nonagenário centenário reformado aposentado pensionista
    geriátrico envelhecido veterano millennial boomer avô/avó/avós/avós avozinho vovô vovó velhote idosinho
    idade-{avançada,madura} {terceira,meia,quarta,melhor,tenra}-idade {menor/menor/menores/menores,maior/maior/maiores/maiores}~de-idade pré-adolescente anos-de-idade
    recém-{reformado,aposentado,nascido,casado}`,
  family: `
    casado solteiro divorciado separado viúvo noivo comprometido amigado juntado unido desquitado esposo marido mulher pai/mãe/pais/mães papá mamã papai mamãe filho irmão/irmã/irmãos/irmãs gémeo gêmeo trigémeo órfão/órfã/órfãos/órfãs
    adotado adoptado adotivo ilegítimo monoparental solteirão/solteirona/solteirões/solteironas padrasto madrasta enteado sogro genro nora tio primo sobrinho neto padrinho madrinha polígamo dona-de-casa
    mãe-solteira mãe-solo
    pai-solteiro família-monoparental meio-irmão`,
  means: `
    pobre rico endinheirado abastado abonado ricaço humilde modesto indigente necessitado carenciado carente desfavorecido privilegiado marginalizado excluído precário
    burguês proletário operário camponês agricultor lavrador jornaleiro aldeão/aldeã/aldeãos/aldeãs saloio parolo caipira matuto rural urbano citadino provinciano favelado periférico aristocrata
    aristocrático nobre fidalgo plebeu/plebeia/plebeus/plebeias servo milionário bilionário multimilionário senhorio inquilino herdeiro sem-abrigo sem-teto sem-terra mendigo vagabundo pedinte
    desempregado empregado assalariado terceirizado autónomo autônomo funcionário temporário estagiário bolsista bolseiro endividado falido arruinado analfabeto iletrado alfabetizado instruído letrado culto inculto
    licenciado universitário formado autodidata estudante aluno aprendiz pescador mineiro pedreiro carpinteiro canalizador encanador eletricista mecânico soldador camionista caminhoneiro
    taxista estafeta entregador porteiro zelador faxineiro criado babá cozinheiro empregada garçom/garçonete/garçons/garçonetes caixa vendedor merceeiro talhante açougueiro padeiro cabeleireiro barbeiro alfaiate
    costureira enfermeiro parteira médico cirurgião/cirurgiã/cirurgiões/cirurgiãs dentista farmacêutico bombeiro polícia policial soldado professor bibliotecário secretário contabilista contador banqueiro
    advogado juiz/juíza/juízes/juízas engenheiro arquiteto programador informático cientista pesquisador investigador escritor jornalista artista pintor músico ator/atriz/atores/atrizes bailarino cantor escultor
    político diplomata gerente empresário comerciante carteiro jardineiro prostituto trabalhador hipster gótico punk nerd skinhead motoqueiro motard diarista
    classe-média classe-operária classe-trabalhadora classe-alta classe-baixa baixa-renda situação-de-rua
    {baixa,baixos,poucos,alta,altos,média,parcos}-{renda,rendimento,rendimentos,recursos,rendas} {sem}-{recursos,rendimentos,renda,abrigo,teto,tecto,emprego,trabalho,casa,estudos,meios,domicílio,terra} desempregado~{de-longa-duração}
    {beneficiário,recetor,receptor}~{do-bolsa-família,do-rsi,de-subsídios,de-apoios-sociais,do-seguro-desemprego,de-ajuda-social} {risco,situação,limiar}-de-{pobreza,exclusão,exclusão-social,rua,vulnerabilidade,dependência,desemprego,deficiência,precariedade}
    {pouco,não,altamente,muito,menos}-{qualificado,instruído,formado} {origem,família,bairro,comunidade,origens}-{humilde,humildes,modesta,operária,popular,carente} {classe}-{popular,trabalhadora,operária,alta,baixa,média} {carenciado,favelado,falido,sobre-endividado} pobre/pobre/pobres/pobres+trabalhador bolsa-família
    assalariado-mínimo salário-mínimo
    linha-da-pobreza limiar-da-pobreza banco-alimentar {habitação,moradia}-{social,popular} rendimento-mínimo renda-mínima {trabalhador}+precário residência-fixa
    {mal,bem,muito,pouco,menos}-{pago,remunerado,endividado,qualificado,situado,necessitado} na-{miséria,pobreza,ruína,indigência} {beneficiário,titular/titular/titulares/titulares}~{do,de,da,de-um,de-uma}-{subsídio,seguro-desemprego,desemprego,apoio,renda,rendimento-mínimo,rsi,pensão,bolsa-família,auxílio} {subsídio,seguro}-de-desemprego {beneficiário,titular/titular/titulares/titulares}~{do,de}-subsídio-de-desemprego sem-um-{tostão,real,euro,centavo}
    {cheio,carregado}~de-dívidas {atingido,afetado,ameaçado}~{pela-pobreza,pelo-desemprego} despejado`,
  politics: `
    conservador liberal progressista socialista comunista marxista leninista trotskista estalinista maoista anarquista libertário republicano democrata centrista moderado esquerdista direitista
    petista bolsonarista lulista tucano peessedebista social-democrata monárquico monarquista nacionalista separatista independentista populista capitalista neoliberal ecologista
    ambientalista pacifista ativista sindicalista vegano vegan vegetariano omnívoro antivacina globalista patriota patriótico dissidente manifestante grevista apolítico reacionário radical tradicionalista coxinha mortadela`,
  life: `
    viciado drogado toxicodependente dependente-químico alcoólico alcoólatra abstémio abstêmio sóbrio fumador fumante bebedor jogador preso presidiário recluso detento ex-presidiário ex-recluso detido
    encarcerado reincidente recruta reservista ex-combatente
    prisioneiro
    {heroinó,cocainó,toxicó,opió,morfinó}mano {heroinô,cocainô,toxicô}mano {toxico,álcool,alcoolo}dependente {dependente,dependentes}-{químico,químicos,química,químicas} {fumador,bebedor,jogador}+{inveterado,compulsivo} {usuário,consumidor,utilizador}~{de-drogas,de-droga,de-álcool,de-crack,de-cannabis,de-maconha,de-heroína,de-cocaína}
    {viciado,dependente,adicto}~{em-jogo,em-jogos,em-drogas,em-álcool,em-crack,em-heroína,no-jogo,de-drogas,de-álcool,do-álcool,do-jogo} ex-{viciado,alcoólico,alcoólatra,toxicodependente,presidiário,detento,recluso,fumador,drogado} antecedentes-criminais metadona liberdade-condicional alcoólico+recuperado tabagista
    {viciado,dependente}~{em-cocaína,em-nicotina,em-cannabis,em-sexo,de-nicotina,de-crack,de-cocaína} grande-{bebedor,fumador,fumante,jogador} em-{reabilitação,desintoxicação}
    {viciado,dependente}~{em-remédios,em-medicamentos,em-comprimidos,do-tabaco,das-drogas,da-droga}
    prisão-preventiva`,
} as const;
