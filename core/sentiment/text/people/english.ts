/** English words that name people, by axis: singular nouns and adjectives; plurals are made. */
export default {
  belief: `
    christian catholic protestant orthodox evangelical pentecostal baptist methodist lutheran calvinist presbyterian anglican
    episcopalian mormon quaker amish mennonite adventist unitarian congregationalist charismatic coptic maronite melkite
    jehovah nazarene puritan jesuit franciscan dominican benedictine papist jewish jew judaic hasidic haredi sephardic ashkenazi
    zionist kosher muslim moslem islamic islamist sunni shia shiite sufi salafi wahhabi ismaili ahmadi alawite alevi druze ibadi
    hijabi veiled headscarf hindu brahmin vaishnava shaivite jain sikh buddhist theravada mahayana zen lamaist taoist daoist
    confucian shinto shintoist zoroastrian parsi yazidi mandaean bahai rastafarian rasta pagan wiccan druid heathen animist
    shamanist voodoo santeria spiritualist scientologist satanist moonie atheist agnostic secular secularist humanist unbeliever
    nonbeliever irreligious nonreligious religious godless freethinker deist theist pantheist monotheist polytheist believer
    faithful devout pious observant practising practicing nonpractising churchgoing churchgoer convert apostate lapsed
    clerical priest nun monk pastor vicar bishop rabbi imam mullah cleric missionary islam judaism christianity hinduism buddhism
    sikhism atheism catholicism jainism paganism born-again ex-muslim ex-mormon non-believer non-religious latter-day reform
    hebrew
    roman-catholic greek-orthodox russian-orthodox seventh-day jehovah's latter-day-saint bahá'í bahai'i baha'i born-again-christian
    jehovah's-witness cheondoist confucianist rastafari spiritual
    huguenot sephardi carmelite capuchin fundamentalist clergy clergyman clergywoman churchman layman laywoman deacon
    preacher hijab seminarian theologian pilgrim zaidi non-muslim non-christian non-jewish
    {not,non}-{religious,practising,practicing,observant,believing,affiliated,baptised,baptized,orthodox}
    {strictly,deeply,devoutly,very,ultra,modern,culturally}-{religious,orthodox,observant,catholic,jewish,muslim,secular}
    freemason rosicrucian disciple ex-{catholic,jew,evangelical,orthodox,christian}
    not-a-{believer,christian,muslim,jew,churchgoer,catholic,hindu,buddhist} {nominally,culturally,formerly,no-longer}-{religious,catholic,christian,muslim,jewish,protestant,practising}`,
  origin: `
    afghan albanian algerian american andorran angolan antiguan argentine argentinian armenian aruban australian aussie austrian
    azerbaijani azeri bahamian bahraini bangladeshi barbadian bajan basque belarusian belgian belizean beninese bermudan bhutanese
    bolivian bosnian botswanan brazilian british briton brit bruneian bulgarian burkinabe burmese burundian cambodian cameroonian
    canadian catalan caymanian chadian chilean chinese colombian comorian congolese corsican costarican crimean croatian croat
    cuban curacaoan cypriot czech danish dane djiboutian dominican dutch dutchman dutchwoman ecuadorian ecuadorean egyptian
    emirati english englishman englishwoman eritrean estonian ethiopian faroese fijian filipino filipina finnish finn flemish
    french frenchman frenchwoman frisian gabonese galician gambian georgian german ghanaian gibraltarian greek greenlandic
    greenlander grenadian guadeloupean guamanian guatemalan guernsey guinean guyanese haitian honduran hongkonger hungarian
    icelandic icelander indian indonesian iranian iraqi irish irishman irishwoman israeli italian ivorian jamaican japanese
    javanese jordanian kazakh kazakhstani kenyan korean kosovan kosovar kuwaiti kyrgyz kurdistani lao laotian latvian lebanese
    lesothan liberian libyan liechtensteiner lithuanian luxembourgish luxembourger macedonian macanese madagascan malagasy
    malawian malaysian maldivian malian maltese manx marshallese martinican mauritanian mauritian mexican micronesian moldovan
    monegasque mongolian montenegrin moroccan mozambican myanmar namibian nauruan nepali nepalese kiwi nicaraguan nigerian
    nigerien norwegian omani pakistani palauan palestinian panamanian papuan paraguayan peruvian polish pole portuguese
    puertorican qatari romanian russian rwandan salvadoran salvadorean samoan sammarinese saudi scottish scot scotsman senegalese
    serbian serb seychellois sicilian singaporean slovak slovakian slovenian slovene somali somalian spanish spaniard srilankan
    sudanese surinamese swazi swedish swede swiss syrian tahitian taiwanese tajik tanzanian thai tibetan timorese togolese tongan
    trinidadian tobagonian tunisian turkish turk turkmen tuvaluan tyrolean ugandan ukrainian uruguayan uzbek vanuatuan venezuelan
    vietnamese welsh welshman yemeni yugoslav zambian zanzibari zimbabwean african asian european arab arabic arabian persian
    caribbean latin oceanian scandinavian nordic baltic balkan slavic alpine mediterranean iberian levantine maghrebi sahelian
    siberian caucasian bavarian prussian saxon breton norman parisian londoner newyorker californian texan alaskan hawaiian
    canarian sardinian neapolitan venetian roman castilian andalusian quebecois quebecer british-asian north-korean south-korean
    sri-lankan costa-rican puerto-rican new-zealander south-african hong-konger
    african-american asian-american mexican-american cuban-american chinese-american japanese-american korean-american
    indian-american irish-american italian-american arab-american native-american latin-american south-american north-american
    afro-american afro-caribbean afro-latino anglo-indian anglo-saxon american-born us-born british-born middle-eastern
    southerner northerner easterner westerner midlander mainlander islander suburbanite urbanite
      midwestern midwesterner rhodesian zealander bosniak gazan siamese malay rican slav dalmatian
    gurkha sherpa balinese assamese acehnese argentinean zairian zairean yugoslavian belarussian leonean afghani
    czechoslovak czechoslovakian moldavian viennese valencian transylvanian alsatian cornish cockney celt celtic
    muscovite genoese thracian moorish victorian comoran malayan somalilander abkhazian bostonian virginian
    mississippian iowan yorker floridian andean french-speaking spanish-speaking english-speaking german-speaking
    arabic-speaking mandarin cantonese urdu swahili english-born german-born french-born chinese-born indian-born
    {foreign,mixed,african,asian,arab}-{descent,origin,heritage,ancestry,roots}`,
  places: `
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bangladesh belarus belgium bolivia bosnia
    brazil britain bulgaria burma burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus czechia
    denmark ecuador egypt eritrea estonia ethiopia finland france gabon gambia germany ghana greece guatemala guinea haiti
    honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan kazakhstan kenya korea kosovo kuwait
    laos latvia lebanon liberia libya lithuania luxembourg macedonia madagascar malawi malaysia mali malta mauritania mauritius
    mexico moldova mongolia montenegro morocco mozambique namibia nepal netherlands nicaragua niger nigeria norway oman pakistan
    palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia
    slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tibet togo tunisia turkey
    turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales scotland england yemen zambia zimbabwe africa asia
    europe arabia scandinavia
    rhodesia fiji lesotho botswana swaziland suriname guyana czechoslovakia maldives galicia brittany sicily
    corsica catalonia greenland`,
  people: `
    aboriginal indigenous native amerindian firstnation inuit inuk eskimo metis cherokee navajo sioux lakota apache hopi mohawk
    iroquois choctaw cree ojibwe comanche cheyenne blackfoot seminole pueblo maya mayan aztec quechua aymara mapuche guarani
    maori polynesian melanesian micronesian torres yolngu sami saami lapp nenets yakut ainu okinawan uyghur uighur hui zhuang
    hmong miao karen rohingya shan mon cham khmer dayak moro tagalog ilocano visayan bengali punjabi tamil telugu gujarati
    marathi kannada malayali sinhalese kashmiri sindhi baloch balochi pashtun pathan hazara tajik turkmen uzbek kurdish kurd
    yezidi assyrian chaldean bedouin berber amazigh kabyle tuareg nubian copt beja amhara oromo tigrayan tigray hausa fulani
    fula yoruba igbo ijaw tiv kanuri wolof mandinka bambara akan ashanti ewe zulu xhosa sotho tswana swazi shona ndebele venda
    tsonga khoisan san bushman pygmy maasai masai kikuyu luo luhya kalenjin hutu tutsi dinka nuer baganda chechen ingush
    circassian dagestani tatar tartar bashkir chuvash kalmyk buryat cossack ossetian abkhaz roma romani romany gypsy gipsy
    traveller traveler sinti manouche yenish cajun creole garifuna maroon afrikaner boer coloured colored anglo wasp hispanic
    latino latina latinx latine chicano chicana chicanx tejano boricua mestizo mulatto desi oriental semite semitic gentile goy
    caste dalit untouchable scheduled adivasi tribal tribesman ethnic minority foreign-looking two-spirit twospirit bipoc aapi
    bame poc redskin squaw paki chink gook spic wetback kike nigger nigga negro negress honky cracker gringo gaijin wog dago
    blackfella first-nations pacific-islander
    people-of-colour people-of-color person-of-colour person-of-color man-of-colour man-of-color woman-of-colour woman-of-color men-of-colour men-of-color women-of-colour women-of-color student-of-colour student-of-color students-of-colour students-of-color kids-of-colour kids-of-color kid-of-colour kid-of-color folks-of-colour folks-of-color girl-of-colour girl-of-color boy-of-colour boy-of-color girls-of-colour girls-of-color boys-of-colour boys-of-color family-of-colour family-of-color
    first-nation pacific-island east-asian south-asian southeast-asian west-african east-african north-african central-asian middle-east torres-strait alaska-native native-hawaiian american-indian sub-saharan
    aborigine slave enslaved ex-slave sahrawi baluch rajput maratha jat mohajir sinhala hakka manchu uygur ogoni
    acholi lenape shoshone osage kiowa pima haida tlingit israelite aryan illyrian bantu non-hispanic anglo-irish
    anglophone francophone clan`,
  colour: `
    black white brown olive-skinned pale pale-skinned fair-skinned dark-skinned light-skinned brown-skinned black-skinned
    white-skinned tanned swarthy biracial multiracial mixed-race mixed-heritage interracial half-caste caucasian albino
    nonwhite non-white racialised racialized of-colour
    colour color`,
  migration: `
    immigrant migrant emigrant refugee asylum asylum-seeker asylum-seeking foreign foreigner foreign-born native-born nonnative
    non-native expat expatriate exile exiled displaced stateless undocumented naturalised naturalized newcomer settler
    alien outsider local newly-arrived second-generation first-generation third-generation guest-worker au-pair citizen
    noncitizen non-citizen deported deportee trafficked monolingual bilingual multilingual repatriated evacuee diaspora nomad
    nomadic
    asylum-seekers dual-citizen green-card native-speaker non-native-speaker
    emigre émigré returnee resident inhabitant descendant mixed-descent backpacker
    {rejected,failed,refused,denied,unsuccessful,unaccompanied,former,recognised}-{asylum-seeker,asylum-seekers,refugee}
    {illegal,irregular,unauthorised,unauthorized,undocumented,economic,seasonal,legal}-{immigrant,migrant,alien,worker}
    {newly,recently}-{naturalised,naturalized,arrived,settled} without-papers leave-to-remain
    {work,student,spousal,temporary,tourist,humanitarian}-visa {work,residence,residency}-permit dual-{national,nationality,citizenship} {unaccompanied,separated}-{minor,minors,child,children} {resettled,recognised,recognized,registered}-refugee overseas-born
    {failed,rejected,refused}-{asylum-applicant,asylum-applicants,applicant}`,
  gender: `
    male female man woman men women boy girl lady gentleman gentlewoman guy lad lass bloke chap gal dude masculine feminine
    manly womanly macho butch femme effeminate girly boyish girlish tomboy tomboyish androgynous androgyne trans transgender
    transgendered transsexual transexual transman transwoman transmasculine transfeminine transmasc transfem tranny shemale
    ladyboy cis cisgender cisgendered nonbinary non-binary enby binary genderqueer genderfluid gender-fluid bigender agender
    genderless demigirl demiboy demigender neutrois pangender third-gender gender-neutral gender-nonconforming
    gender-conforming intersex endosex hermaphrodite afab amab ftm mtf crossdresser cross-dresser cross-dressing transvestite
    drag hijra muxe fakaafine feminist womanist matriarchal patriarchal
    two-spirited gender-{questioning,diverse,variant,expansive,creative,queer,neutral,fluid}
    assigned-{female,male}-at-birth born-{male,female}
    {male,female,masculine,feminine}-{presenting,identifying,passing,bodied} {gender,sex}-reassignment pre-op post-op`,
  love: `
    gay lesbian bisexual bi straight heterosexual hetero homosexual homo queer pansexual pan omnisexual polysexual asexual
    ace aromantic aro demisexual graysexual greysexual sapphic dyke fag faggot poof poofter queen twink bear lgbt lgbtq lgbtqia
    glbt lgbti sodomite same-sex same-gender polyamorous poly monogamous nonmonogamous non-monogamous swinger celibate chaste
    virgin closeted bicurious bi-curious ally questioning heteroflexible
    {same-sex,opposite-sex,same-gender}-attracted attracted-to-{men,women}
    {same-sex,gay,lesbian,mixed-sex,opposite-sex,straight}-{marriage,couple,couples,relationship,partner,partnership,parents,wedding} attracted-to-{both-sexes,the-same-sex,everyone} {openly,publicly,secretly}-{gay,lesbian,bisexual,queer,trans} civil-partnership civil-partner`,
  ability: `
    disabled handicapped crippled cripple impaired nondisabled non-disabled able-bodied ablebodied differently-abled
    deaf deafblind hard-of-hearing hearing-impaired deafened deaf-mute mute nonverbal non-verbal nonspeaking non-speaking
    speech-impaired aphasic stammering stuttering stutterer lisping blind partially-sighted visually-impaired vision-impaired
    low-vision short-sighted shortsighted near-sighted nearsighted far-sighted farsighted myopic long-sighted colour-blind
    color-blind colourblind colorblind one-eyed cross-eyed squinting sighted hearing wheelchair wheelchair-bound paraplegic
    quadriplegic tetraplegic hemiplegic paralysed paralyzed amputee limbless legless armless one-legged one-armed one-handed
    limping palsied spastic spina-bifida dwarf midget achondroplastic hunchback hunchbacked scoliotic autistic autist asperger
    aspergers aspie neurodivergent neurodiverse neurotypical neuroatypical adhd dyslexic dyspraxic dyscalculic tourette
    tourettes down-syndrome mongoloid retarded retard feeble-minded backward learning-disabled intellectually-disabled
    developmentally-disabled brain-damaged brain-injured epileptic narcoleptic diabetic prediabetic asthmatic allergic coeliac
    celiac haemophiliac hemophiliac anaemic anemic arthritic rheumatic fibromyalgic migraineur hiv hiv-positive seropositive
    poz immunocompromised immunosuppressed transplanted dialysis leper leprous tubercular consumptive cancerous demented senile
    bipolar manic-depressive schizophrenic schizoid schizoaffective psychotic neurotic borderline obsessive-compulsive
    ocd ptsd anorexic bulimic agoraphobic claustrophobic insomniac mentally-ill hypochondriac traumatised traumatized
    chronically bedridden bedbound housebound frail infirm incontinent infertile sterile menopausal menstruating pregnant
    disability handicap deafness blindness autism dyslexia dyspraxia epilepsy diabetes asthma schizophrenia paraplegia
    dwarfism albinism aphasia bipolarity prosthesis prosthetic cochlear crutches left-handed right-handed ambidextrous
    lefthander lefty patient survivor carer caregiver vaccinated unvaccinated neurological psychiatric
    wheelchair-user disability-benefit hard-hearing downs-syndrome down's-syndrome spectrum deaf-blind mentally-disabled physically-disabled physically-handicapped mentally-handicapped mentally-retarded severely-disabled chronic-illness chronically-ill mental-illness mental-disorder bipolar-disorder eating-disorder personality-disorder learning-disability learning-difficulties cerebral-palsy multiple-sclerosis sickle-cell cystic-fibrosis post-partum neurodivergence dementia alzheimer's alzheimers parkinson's parkinsons hearing-aid guide-dog prosthetic-leg
    malnourished terminally-ill comatose vegetative hyperactive palsy bifida chronic
    {kidney,heart,lung,liver,bone,eye,thyroid,brain,nerve,blood,bowel,skin}-{diseased,impaired,transplanted,transplantee}
    {kidney,renal,heart,cardiac,lung,liver,cancer,stroke,dialysis,transplant,dementia,diabetes,hiv,aids,epilepsy,arthritis,asthma,migraine,covid,leukaemia,leukemia,polio,trauma,burns,coma}-{patient,sufferer,survivor,victim}
    {insulin,oxygen,ventilator,dialysis,care,wheelchair,medication,steroid}-{dependent,reliant}
    {mentally,physically,visually,severely,intellectually,cognitively,developmentally,profoundly,partially,chronically,seriously,terminally,neurologically,multiply,registered,congenitally}-{ill,sick,unwell,disabled,impaired,handicapped,challenged,deaf,blind,sighted,fatigued,exhausted,paralysed,paralyzed}
    living-with-{hiv,aids,cancer,dementia,autism,epilepsy,diabetes,disability,disabilities,parkinson's,alzheimer's,depression}
    {kidney,heart,renal,liver,respiratory}-{failure,disease,insufficiency} on-dialysis in-remission in-need-of-care crohn's
    colostomy stoma pacemaker long-covid sight-impaired sight-loss hearing-loss stroke-affected
    {hiv,covid,rhesus,rh}-{negative,positive} living-with-{multiple-sclerosis,down's,down,ms,tourette's,asthma,arthritis,dyslexia,schizophrenia,albinism} {oxygen,breathing}-machine brain-injury
    {severely,profoundly,mildly,moderately,highly}-{autistic,dyslexic,epileptic,diabetic,asthmatic,bipolar,schizophrenic} {tube,peg}-fed {survivor,survivors,victim,victims,sufferer,sufferers}-of-{cancer,leukaemia,leukemia,polio,stroke,dementia,aids,epilepsy,trauma}
    {low,partial}-vision {burn,burns}-{patient,survivor,victim}`,
  body: `
    fat thin tall short obese overweight underweight skinny slim slender chubby plump curvy curvaceous stout portly tubby pudgy
    podgy chunky hefty heavyset heavy-set stocky burly brawny bulky beefy muscular muscly athletic unathletic wiry lanky gangly
    scrawny bony gaunt lean petite svelte willowy rotund corpulent paunchy potbellied pot-bellied big-boned broad-shouldered
    flat-chested busty buxom long-legged short-legged plus-size plus-sized full-figured average-height bald balding bald-headed
    baldheaded hairy hairless bearded beardless moustached mustachioed clean-shaven unshaven shaven-headed blond blonde
    brunette redhead redheaded red-haired ginger auburn fair-haired dark-haired black-haired brown-haired light-haired
    grey-haired gray-haired white-haired silver-haired greying graying curly curly-haired frizzy-haired kinky-haired
    straight-haired long-haired short-haired dreadlocked ponytailed pigtailed freckled freckly pimply spotty acne wrinkled
    wrinkly scarred pockmarked tattooed pierced toothless gap-toothed buck-toothed bespectacled four-eyed blue-eyed brown-eyed
    green-eyed hazel-eyed grey-eyed dark-eyed sunburnt ruddy pale-faced bow-legged knock-kneed barefoot disfigured
    haired eyed skinned legged handed bodied sighted chested shouldered abled gendered hipped waisted bearded-man taller shorter thinner fatter
    spry dainty homely goateed scruffy shaggy unshaved morbidly-obese mildly-overweight slightly-overweight vertically-challenged acne-covered acne-ridden physically-fit well-built plain-looking medium-height medium-stature large-stature small-stature sedentary
    voluptuous
    {short,tall,medium,small,average,large}-statured {heavily,well,slightly,powerfully,solidly,slimly,sturdily}-built
    {knee,shoulder,waist,jet,sandy,strawberry}-{haired,blond,blonde}
    double-chinned double-chin {very,extremely,unusually,quite}-{tall,thin,fat,slim,overweight} stretch-marks`,
  age: `
    young old elderly aged ageing aging older younger youthful teenage teenaged teen teenager adolescent preteen preteenage
    tween underage minor juvenile youngster youth kid child toddler infant baby newborn adult grown-up middle-aged mature
    senior senior-citizen pensioner retiree retired geriatric octogenarian nonagenarian septuagenarian sexagenarian
    quadragenarian quinquagenarian centenarian twentysomething thirtysomething fortysomething fiftysomething sixtysomething
    seventysomething eightysomething twenty-something thirty-something forty-something fifty-something
    sixty-something millennial zoomer boomer gen-x gen-z genx genz oldster oldie old-timer codger geezer crone hag granny
    grandad grandma grandpa grandmother grandfather schoolboy schoolgirl sixteen-year-old twenty-year-old thirty-year-old
    forty-year-old fifty-year-old sixty-year-old seventy-year-old eighty-year-old ninety-year-old
      eldest sophomore freshman
    young-at-heart advanced-age teens twenties thirties forties fifties sixties seventies eighties nineties years-old
    year-olds gen-xer gen-zer {baby,empty}-{boomer,nester} late-teens school-age school-aged working-age retirement-age
    of-pensionable-age
    {newly,recently}-{retired,married,widowed}`,
  family: `
    married unmarried single divorced divorcee divorcé divorcée separated widowed widow widower engaged betrothed partnered
    unattached spinster bachelor childless childfree child-free infertile parent mother father mum mom dad wife husband spouse
    stepmother stepfather stepchild stepson stepdaughter foster fostered adopted adoptive adoptee orphan orphaned fatherless
    motherless illegitimate only-child twin triplet sibling son daughter unwed teen-mom single-parent working-mother
    stay-at-home housewife househusband homemaker polygamous polygamist remarried cohabiting surrogate godmother godfather
    aunt uncle nephew niece cousin fiance fiancee fiancé fiancée newlywed
    single-mum single-mom single-mother single-dad single-father stay-at-home-mum stay-at-home-mom stay-at-home-dad stepmum stepdad stepbrother stepsister brother sister half-brother half-sister
    grandparent grandson granddaughter grandchild bride groom roommate classmate`,
  means: `
    poor rich wealthy affluent impoverished moneyed well-off well-to-do penniless destitute needy indigent pauper
    underprivileged privileged disadvantaged marginalised marginalized underclass working-class middle-class upper-class
    lower-class upper-middle-class blue-collar white-collar pink-collar bluecollar whitecollar low-income high-income lowincome
    low-paid well-paid minimum-wage millionaire billionaire aristocrat aristocratic noble nobleman noblewoman royal lord duke
    duchess bourgeois proletarian plebeian peasant serf landlord landowner tenant heir heiress homeless houseless unhoused
    rough-sleeper beggar vagrant vagabond tramp hobo squatter unemployed jobless employed underemployed self-employed freelance
    freelancer laid-off redundant temp part-time full-time seasonal precarious indebted bankrupt thrifty illiterate literate
    educated uneducated unschooled self-taught dropout high-school-dropout college-educated university-educated graduate
    postgraduate undergraduate student schoolchild apprentice trainee intern rural urban suburban provincial city-dweller
    townie villager countryman hillbilly redneck hick yokel bumpkin chav posh snooty yuppie hipster hippie hippy goth punk emo
    nerd geek jock skater skinhead biker gamer rocker metalhead raver
    farmer farmhand fisherman miner labourer laborer worker factory-worker builder bricklayer carpenter plumber electrician
    mechanic welder driver trucker cabdriver cabbie cleaner janitor maid servant nanny babysitter cook chef waiter waitress
    bartender barista cashier shopkeeper grocer butcher baker hairdresser barber tailor seamstress nurse midwife doctor surgeon
    dentist pharmacist paramedic firefighter fireman policeman policewoman soldier sailor veteran teacher professor lecturer
    librarian secretary clerk accountant banker broker lawyer judge engineer architect programmer scientist researcher writer
    journalist artist painter musician actor actress dancer singer sculptor politician diplomat bureaucrat official manager
    businessman businesswoman entrepreneur salesman saleswoman postman mailman courier gardener butler caretaker porter
    stripper prostitute sex-worker escort hooker
    upper-caste lower-caste high-caste low-caste welfare-dependent
    low-wage zero-hours blue-collar-worker food-bank council-estate public-housing inner-city lower-middle-class first-gen trailer-trash white-trash business-owner small-town
    underserved elite cosmopolitan one-percenter half-timer part-timer gig-worker casual-worker high-net-worth
    emaciated multimillionaire commoner monarch nobility aristocracy bourgeoisie homeowner misfit loner hermit recluse
    bohemian socialite backwoods tenured self-made schoolteacher schoolmaster educator tutor academic scholar jurist
    barrister physician psychologist psychiatrist psychotherapist therapist pediatrician cardiologist gynecologist
    obstetrician ophthalmologist counselor counsellor healer sociologist anthropologist linguist philosopher
    mathematician biochemist agronomist translator novelist poet pianist violinist photojournalist singer-songwriter
    rapper merchant tradesman craftsman artisan industrialist technocrat businessperson businesspeople farmworker
    rancher herder planter steelworker housekeeper stewardess seaman serviceman servicewoman paratrooper aviator
    draftee footballer cricketer golfer boxer wrestler cyclist swimmer climber mountaineer gymnast jockey surfer
    hiker rower bodybuilder statesman legislator
    {financially,economically,socially,materially}-{well-off,comfortable,secure,insecure,stable,unstable,disadvantaged,deprived,struggling,strapped,vulnerable,independent,excluded,privileged} hard-up in-debt cash-strapped well-heeled well-paid
    on-{benefits,welfare,food-stamps,medicaid,income-support,universal-credit,jobseeker's-allowance} on-the-dole
    {welfare,benefit,benefits,dole,food-stamp,disability,medicaid,pension}-{recipient,claimant,claiming}
    {low,lower,middle,high,higher,modest,fixed}-{income,earning,earner,paid,waged} {un,semi,low,lower,highly,high}-skilled unskilled
    {long-term,newly,recently,chronically}-unemployed rough-sleeping over-indebted living-in-poverty in-poverty poverty-stricken
    in-social-housing in-temporary-accommodation in-work-poor old-money new-money nouveau-riche lower-middle-income
    council-tenant first-time-buyer zero-hour
    economically-{inactive,active} poverty-line sleeping-rough living-on-the-{streets,street,breadline} {disability,housing,unemployment,child,sickness,carer's,incapacity,social-security}-{benefit,benefits,allowance,support,payment,payments} food-{bank-user,stamp,stamps,bank} {social,public,council,sheltered,supported}-housing laid-off {working,urban,rural}-poor
    {below-the,on-the}-breadline of-{modest,limited,independent,private}-means {highly,poorly,well,badly,under,less,better}-{skilled,paid,educated,qualified,off,housed,situated} {heavily,deeply,deep}-{indebted,in-debt} {day,casual,temporary,temp,agency,zero-hours}-{labourer,laborer,worker}
    {debt,poverty}-{ridden,stricken,affected}`,
  politics: `
    conservative liberal progressive socialist communist marxist leninist trotskyist stalinist maoist anarchist libertarian
    republican democrat democratic centrist moderate leftist rightist left-wing right-wing leftwing rightwing left-winger
    right-winger lefty righty far-left far-right tory labourite whig monarchist royalist nationalist separatist unionist
    loyalist federalist populist capitalist neoliberal neoconservative environmentalist ecologist eco-activist pacifist
    activist suffragette abolitionist vegan vegetarian pescatarian omnivore anti-vaxxer pro-choice pro-life prolife prochoice
    brexiteer remainer eurosceptic europhile apolitical nonpartisan partisan reactionary traditionalist radical
    trade-unionist unionised socialistic social-democrat democratic-socialist christian-democrat globalist patriot
    dissident protester demonstrator
    vaccine-hesitant fiscally-conservative socially-liberal fiscal-conservative extremist`,
  life: `
    addict addicted drug-addicted drug-addict ex-addict alcoholic teetotal teetotaller sober abstinent smoker
    nonsmoker non-smoker ex-smoker junkie druggie stoner drinker gambler prisoner inmate convict ex-convict ex-con
      parolee incarcerated imprisoned detained detainee institutionalised ex-prisoner conscript
    recruit reservist ex-soldier ex-serviceman
    {alcohol,drug,substance,opioid,opiate,heroin,cocaine,crack,meth,methamphetamine,cannabis,marijuana,nicotine,tobacco,pill,medication,prescription-drug,gambling,gaming,internet,sex,fentanyl}-{abusing,using,dependent,addicted,addict,user,abuser,misuser}
    {recovering,recovered,former,reformed,dry}-{addict,alcoholic,gambler,smoker,drunk} {chain,heavy,social,light}-{smoker,smoking,drinker,drinking}
    {previously,formerly,recently}-{incarcerated,imprisoned,convicted,jailed} methadone ex-{offender,addict,gambler,drinker} gambler
    in-recovery in-rehab on-{parole,probation,remand,bail}
    {compulsive,problem,pathological}-{gambler,drinker,gambling,drinking} {drug,alcohol}-rehab
    on-{methadone,suboxone,tag} {binge,problem,social,moderate}-{drinker,drinking}`,
} as const;
