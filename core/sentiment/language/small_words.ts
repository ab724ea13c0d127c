import { hashWord } from "../text/hash.ts";

/**
 * Words of languages in Latin letters, function words above all, each many times commoner in its language's posts and
 * subtitles than in those of the others. They tell most posts apart at a small cost. A word of two lists counts for neither.
 */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en:
    "the and you that this with for have was are but not what all is it of to my your so just about they he " +
    "she his her our who when get from would could should there their i'm it's dont im were had has how why " +
    "because them than then we be at as by if i thanks miss tonight that's didn't getting fun said done went " +
    "having ready pretty tell working actually left early amazing sick hours tired aww isn't forward sucks " +
    "myself probably sounds cold gt everything listening followers enough seeing cute brother almost gets ill " +
    "what's she's following poor bored ugh started sox either beat kendrick awww finished twilight cry " +
    "favorite goodnight woke hurts don't can't today know think really want need going good now like too lol " +
    "out day love back one got work can see well its some still more hope much new here been home sorry last " +
    "wish great off morning yeah only feel right i'll again did make happy though bad you're very better " +
    "sleep follow thank nice please way gonna yes wait never i've next wanna soon hate bed always down sure " +
    "awesome doing any watching being days cant thing already life something everyone long little find look " +
    "made where yet ever phone help keep another maybe looking friends thought birthday hear things yay damn " +
    "away guess someone other baby trying try thats into won't house missed big doesn't nothing start makes " +
    "lost welcome mean does talk two since tho luck play lot while such haven't finally stuff anything many " +
    "gotta waiting excited must check once few he's wanted around until beautiful i'd read head least mine " +
    "gone sweet without funny found making these buy times yesterday leave summer didnt which hair eat " +
    "believe wrong lmao enjoy we're thinking anymore through rain weather stay there's hour both totally send " +
    "add remember whole years using lovely dinner weeks sooo you'll pay girls www kinda wasn't hopefully " +
    "break wants they're forgot ass able boo crazy heart heard stupid kids anyway ago yea cuz took else ask " +
    "hurt outside seems couldn't xxx tried own taking bring lots reading eating alone jealous quite soo " +
    "congrats wont pain dad sigh happened pics goes called wake needs til bout together loved sometimes exam " +
    "feels agree headache let's awake means hungry bought we'll reason forget sleeping leaving boring ppl ive " +
    "crap loves asleep lil breakfast ones soooo broke unfortunately boys finish computer hoping raining yep " +
    "knew less study wouldn't sister sitting works turn months nite sunny wonderful understand hugs close bet " +
    "seem worst you've town mood forever goin followed aren't earlier catch cut proud dreams bye supposed " +
    "alright upset writing died yourself words pick interesting running shower easy havent meant ipod short " +
    "worse loving gave worry exactly tweeting june evening scared bday three yours crying lets dawn ohh mum " +
    "throat broken cannot knows slow yup sadly each sleepy",
  de:
    "und der das ist nicht ich ein eine mit auf den dem zu auch wie sich für wir sie aber oder nur noch wenn " +
    "bei nach aus werden wird hat habe sind kann schon mal über heute mehr gibt kein keine doch immer wieder " +
    "ihr mir dich von jetzt dass haben zum mich einen dann war vor muss zur sein uns gegen neue gut wer " +
    "geht sehr können einem bis meine hab einer danke macht diese viel beim machen warum dir kommt einfach " +
    "bitte ganz durch weil vom gerade neuen euch ohne soll wäre denn nichts deutschland unter tag menschen " +
    "wohl uhr ihre zeit wollen würde wahl müssen gute damit eigentlich wurde viele endlich gleich weiter nun " +
    "etwas liebe hast dafür guten sollte fdp grünen berlin unsere weiß dieser seit dazu gar nein leben sagen " +
    "wirklich welt selbst gehen ihn vielleicht dabei schön dieses sehen besser wegen seine sieht spd bin cdu " +
    "merkel piraten neuer mann gewählt linke csu rauch leute bist wahlkampf wähler hätte erst frau " +
    "grüne kommen tun wählen könnte werde wissen jahre keinen ihnen ihm bayern meinen hatte ins steht " +
    "natürlich bundestag bundestagswahl meiner abend afd steinbrück halt bekommen sicher lassen zurück einmal " +
    "schwarz gerne meinem raus deine partei kirche weißer sonst geben zwei wollte nix gemacht gesehen leider " +
    "jahr wann darf spiel eines sollten sogar seinen voll lieber richtig syrien ende mach glaube bald frage " +
    "herr keiner dein jemand genau halten koalition unser rot jeder genug fragen davon gesagt diesen eben " +
    "vergessen erste spielen stunden zwischen sondern nen wirst angela sollen",
  fr:
    "le les des et une est pas je pour que qui dans vous nous avec sur mais ce cette c'est j'ai du au aux " +
    "plus tout fait être sont ont comme bien très ça mon ton leur même aussi d'un d'une qu'il n'est il elle " +
    "sans peu voir bon faire scénario acteurs rien peut ses vraiment moi tous trop scène quand ces suis fois " +
    "grand l'histoire encore là personnages temps deux cinéma où vu car scènes ils histoire mise été surtout " +
    "assez toujours moins beaucoup reste alors jamais donc ici chose après quelques qu'on moment bonne vie " +
    "cela genre faut belle monde mieux petit bref réalisateur était toute juste contre passe sous " +
    "rôle quoi n'a comédie mauvais plutôt ans dialogues l'on excellent personnage soit jeu beau musique " +
    "réalisation avoir avant malgré avait début tant d'être oui pourquoi celui déjà autres notre parfois font " +
    "m'a n'y casting aurait drôle cet dommage suite votre aucun première années manque " +
    "développement durable renouvelables éoliennes veux solaire écologistes changement énergies " +
    "toi l'énergie sais écosystème écologiques peux merci l'écosystème france mes comment avez qu'est énergie " +
    "allez royal projet êtes nouveau veut doit c'était écologiste maintenant ségolène espèces ministre gaz " +
    "chez s'est n'ai depuis énergétique besoin personne espèce d'énergie effet jour quelque crois " +
    "parler vois nucléaire demain s'il qu'elle qu'ils tuer l'a nouvelle dieu père fais gens renouvelable " +
    "maison pouvez d'ici vont enfants dis biodiversité sommes peur pris solaires autour l'ecologie serait " +
    "mort écologique menacée panneaux passer parle trois toutes loi pays l'air avons mère savez j'étais " +
    "propre serre questions sens bientôt président centrale dites politique déchets donner cour merde soir " +
    "raison gouvernement pense faites l'écotaxe travail d'éoliennes savoir tête homme parce quelqu'un enfant " +
    "grâce ceux cellule ecologie menacées gros millions terre voilà voiture autre sûr pourrait choses partie " +
    "passé eux plaît vers ministère aujourd'hui problèmes compte vieux nuit devrait chaque coup j'en " +
    "capitaine",
  es:
    "el los las que y una por con para pero como más del está muy todo esta esto eso también porque cuando " +
    "hay ser son mi su lo le nos ya sin sobre hoy gracias este ese tengo hace soy eres qué yo mejor ahora " +
    "quiero estoy tiene siempre día días así hacer bueno aquí puede buenos tan mucho sí hasta puedo fue voy " +
    "mañana sus años creo cosas tiempo esa pues nuevo sea jajaja alguien tener cómo sé españa verdad copa " +
    "mismo buena nadie quien vía año sólo él tú otra tenemos buen pasa ella noche muchas tienes están dios " +
    "otro personas donde hola mí trabajo ganas ramos buenas después fuera decir ahí tienen siento quiere " +
    "estaba equipo mierda nuestro hecho dinero gusta esos puedes veces quieres bale queda luego casi tus vaya " +
    "jajajaja veo nueva ellos hombre peor necesito usted partido barça cabeza felicidades estos nuestra " +
    "muchos nosotros señor suerte debe unos rey cuenta haciendo primera hijo aunque quién fpf pasado sigue " +
    "demasiado algún noches hemos aún salir conmigo seguro entonces podría tenía hablar había dónde tres esas " +
    "ayuda crees hacerlo dije hubiera dicho dijo hizo haces mamá deja familia algunos mujer capitán cierto " +
    "sería muerto cual oportunidad dejar maldito quería genial ello razón demonios tampoco mejores pasó papá " +
    "alguna niños acuerdo llevo sabía trabajar miedo niña dices",
  pt:
    "os as que e um uma não com para por mais mas como está muito tudo isso essa este também porque quando " +
    "tem são ser meu minha seu você ele ela já foi eu nao pra na dos das ao ainda em só vai bem estou vou " +
    "mesmo tenho fazer aqui ter esse agora hoje assim quero quem drogas até pode estão melhor sou pessoas há " +
    "mim sim dizer gerais deus lá tão coisa depois nós eles senhor homem anos acho pelo lhe faz quer coisas " +
    "disse estava boa então falar mãe vocês ficar onde temos fora pessoa pela alguém dele gosto dinheiro vão " +
    "ninguém febre amarela noite teu aí roubo comigo tinha filho pai diz verdade meus mulher obrigado sair " +
    "vezes preciso fez queria seja após qualquer aquele pouco nossa nosso outro amanhã medo aos outra pior " +
    "outros trabalho seus três valadares escola essas às ontem tens disso num ouvir homens quê apreende " +
    "talvez helicópteros vontade enquanto adoro deixa maior têm pecado maputo jesus qual moçambique suas " +
    "esses daqui precisa capitão numa desse vitor pedir família alguma gajo cidade deixar primeiro consigo " +
    "foram certeza razão aquela olha geração voltar mozambique mesma cabeça devia deles sinto podem seria " +
    "tenha igreja afinal deu fala fazendo viver demais fazem povo sendo coração podia alguns crianças " +
    "acredito muitos conta meio querer chorar sabia primeira acabou carro podes assistir quase tentar querem " +
    "minhas história vejo jogo levar começar faça boas pah criança nesta nenhum ajuda ajudar feito mãos nisso " +
    "maneira falando trabalhar nesse tive sabem sério deste jeito evangelho muitas fiz precisamos mulheres " +
    "fim",
  it:
    "il gli che e una non con per più ma come è sono questo questa della del nel anche perché quando ho hai " +
    "ha mio tuo suo tutto molto ancora sempre ci mi si alla dei delle c'è io cosa tutti fare bene fatto " +
    "grazie fa chi ora sul fb essere vita siamo dopo quello contro lei così stato hanno mia oggi poi ad sia " +
    "noi nuovo berlusconi lavoro abbiamo niente detto voglio può manovra loro senza sarà tra anni vuole ecco " +
    "dai crisi già piace vero meglio proprio adesso sulla fuori l'italia dalla paese sì cui nella pd cazzo " +
    "forza perchè italiani male fiducia partiti bisogno degli qualcosa cose nessuno faccia sembra giorno " +
    "troppo davvero beh sarebbe qualcuno bella forse perche altri allora dove mondo invece ogni pdl andare " +
    "domani ieri quella credo ministri altro parla buon senatore amore stata vedere politici napolitano tutte " +
    "consiglio sui suoi ciao vuoi piu paura dobbiamo aver questi parlare repubblica col nuova primo subito " +
    "politica italia due devo roma amico ehi successo devi dispiace abbia vorrei stai " +
    "quindi puoi queste possiamo appena spero fai volte cosi favore l'ho ragione fanno avere lega andiamo " +
    "giusto perso preso avanti vado piano uscire persone sotto signore nei guarda l'ha avete nostro faccio " +
    "qualche prego trovato uomo però nulla miei piazza dato morire secondo bello vecchio abbastanza storia " +
    "sicuro quei nave signor passato stiamo finalmente nostra stati agli tutta stesso buongiorno dovuto " +
    "almeno sentito indietro farà magari speriamo buona colpa aveva soldi parole erano insieme signora ciò " +
    "pensare letto c'e facendo stampa verso oddio capitano sapere squadra molti messo succede stanno nessun " +
    "scuola mani nelle partito dico giorni migliore stasera italiano fuoco capito",
  nl:
    "het een en van dat niet ik je met voor zijn maar ook naar heb wordt nog wel geen bij dit deze als hoe " +
    "wat meer uit hebben kan moet mijn jullie hij ze er aan te op heeft goed weet door wil doen mensen gaan " +
    "worden moeten kunnen ons weer bent onze gaat jij veel haar mij waar corona toch alleen tijd laat tot " +
    "tegen daar komt zal komen hebt nederland maken zou eens m'n nodig zich laten jaar minister denk heel " +
    "niets vragen waarom nee dus iedereen nooit zien mee kijk werk terug staat krijgen allemaal crisis zij " +
    "zit leven vandaag samen grote jou kabinet wij mogelijk omdat thuis mooi coronacrisis doet weten blijven " +
    "snel af nou willen toe hou zorg zeg uw uur elkaar doe hulp iets onder maatregelen zeggen zeker zie " +
    "misschien genoeg zoals geven altijd houden laatste tweede economie landen zegt eigen één nieuwe toen " +
    "zitten vraag keer graag zei kunt zelf daarom tijdens helpen",
  sv:
    "och att det som en är på inte jag för med har till ett av den om du men så var kan vi här när också ska " +
    "mycket bara mig bra vad vill dig hur kommer min från får gör där sig tack eller vara blir då lite idag " +
    "skulle ut än göra hon vet måste mer få finns upp allt bli tror går detta hade år älskar över efter bästa " +
    "tycker mitt ingen blev varför alltså säger någon jävla helt bättre väl många folk något fick rätt aldrig " +
    "andra sd gå hela utan varit kanske oss verkligen själv borde honom alltid tar löfven denna riktigt mina " +
    "inget hoppas barn typ ny två behöver ändå samma bort människor fler vilken bäst henne ens gång säga " +
    "känns även första gjorde snart sluta håller fram sedan fint vid åt dina fått kunna väldigt känner nån " +
    "står ner sjukt reinfeldt precis kolla vilket nåt nästa kvar tid några",
  pl:
    "nie się na jest że to jak ale czy po tak już tylko dla od przez ma jestem są być co bardzo mnie był gdy " +
    "może tego mam będzie tym jeszcze też chyba wiem dziś sobie coś było jeśli wszystko dobrze jesteś nawet " +
    "cię żeby zawsze takie ktoś mogę więc niż właśnie proszę dobry przed masz nigdy trzeba więcej kiedy można " +
    "dzisiaj lat dzień jego mój przy mamy taki gdzie który będę czas pewnie niech ją lepiej tyle polski mają " +
    "dlaczego chcę dziękuję rosji wszyscy ciebie nowy nim była chcesz muszę czyli ludzie wiesz jakiś możesz " +
    "dzięki podoba dnia mieć trochę albo jednak zrobić polsce będą jesteśmy szkoda nikt wczoraj kurwa życie " +
    "niestety naprawdę aż juz rozumiem dużo wygląda dwa bym bardziej ciekawe razem pracy świata chodzi kilka " +
    "znowu miał mecz którzy wszystkie musi gdyby lubię kiedyś zdjęcie prawda pierwszy poza mówi które dzieci " +
    "myślę cały razie tutaj robi prawie mną raczej prostu moim ludzi przecież zł czego",
  tr:
    "bir ve bu için çok ne da de ile ben sen daha gibi var yok ama değil kadar olan ya mi mı her şey beni iyi " +
    "onu seni evet benim bunu hayır senin efendim neden olduğunu hiç yi şu sadece şimdi tamam sonra musun " +
    "burada nasıl biraz böyle istiyorum öyle güzel bile onun lütfen çünkü misin adam artık oldu olur doğru " +
    "geri belki eğer teşekkürler büyük önce yani başka harika bence bak siz bay fazla biri kötü buraya " +
    "seninle yardım size olacak tüm hadi istemiyorum zaten şeyi iş biliyorum gün dostum demek olarak " +
    "gerçekten hep öldü benimle yeni yine birlikte yoksa bütün biliyor sorun biz çocuk bunun şte bize olmaz " +
    "biliyorsun iki hiçbir onunla yapma evlat asla değilim üzgünüm sanırım söz kimse bilmiyorum kendi ol " +
    "benden buna aynı küçük şeyler tekrar önemli gerek olmak lazım bırak mısın burası sizi ister bugün " +
    "kendimi hemen lanet hepsi devam bizi gece ederim kabul zor bundan olduğumu haydi olmalı senden özür " +
    "olması işte olmadığını miyim",
  id:
    "yang dan di ini itu aku tidak untuk dengan ada dari kamu saya bisa sudah akan juga ya gak nya lagi apa " +
    "kalau karena makan sangat sini banyak tapi banget saja cukup rasa jadi rasanya restoran nyaman buat " +
    "suasana sama pelayanan sekali adalah malam lebih suka bagus seperti orang kita kami satu mahal jalan " +
    "pemandangan goreng datang hanya nasi mau atau biasa lumayan keluarga hari cocok ayam masih teman pilihan " +
    "lokasi saat sampai baik memang salah harus pada pun terlalu agak resto dalam semua lain sih tetapi porsi " +
    "kurang kali indonesia selalu luar khas besar murah minuman baru sunda dapat lama bersama anak paling " +
    "tahu masakan jangan namun atas waktu rumah ramah beberapa dulu bikin ramai steak mantap ingin menikmati " +
    "favorit deh begitu terjangkau anda setelah cuma jika coba pakai oke kecil cepat pernah luas kafe masuk " +
    "pasti bukan membuat mereka jam siang pak oleh sambal selain",
  fi:
    "ja on ei se että en oli mutta niin kun ole myös vain jos mitä tai hän nyt kuin sitten mä minä olen sinä " +
    "tämä olet minua minun täällä ovat kaikki älä siitä olla hänen sinua hänet hyvä sitä miten mitään häntä " +
    "ollut onko minulla joka hyvin sinut mikä pitää miksi minulle emme herra kanssa kyllä sinun olisi enää " +
    "halua haluan sinulle tänne jotain tehdä eivät tässä paljon olemme tämän mies saa oletko tätä aina meidän " +
    "tule siellä olette koska hei koskaan tiedä vielä näin tiedän tästä joku eikö vähän sinulla oikein kiitos " +
    "olin kuka täytyy pidä teitä missä koko teidän ehkä takaisin anteeksi tulee isä siinä ennen minusta " +
    "tietää kaksi meitä kukaan todella päästä pitäisi itse joten meillä poika edes hyvää tulla aikaa niitä " +
    "haluat ette älkää teidät juuri ulos täältä kuinka mistä voin yksi jälkeen teillä mennä liian teille " +
    "hänelle kuten hänestä kotiin vaikka noin senkin sinusta taas meille tänään siis tuota nainen aivan",
  hi:
    "hai hain ka ke nahi nahin bhi kya kyu kyun aur thi mera meri tera teri tum hum aap bhai yaar raha rahe " +
    "rahi karo karna kar gaya gaye hua hota hoga koi kuch mai mujhe tujhe unko unke inke iska uska apne apni " +
    "yeh ye woh abhi agar lekin wale wali kaise kaha jab nhi ek pe aaj liye aa baat mere khan bhaijaan bahut " +
    "kiya log desh plz diya kaam wala gya baar bajrangi bjp karne tere aisa karte rha sath kisi jaan kabhi " +
    "yar sallu sirf sala nai ghar yaad hoti admin bt lagta aata sahi chahiye dekh pata itna aise uske kab " +
    "sabse bada liya dete rhe gye msg fir soch krne dil chal hote pakistan gayi fake baad mummy sakta mast " +
    "hui janta iss bat sb khud laga dekhne confession gyi jaye apna hogi maa congress apko apki pakka saath " +
    "tune aapke apka jayega aisi",
};

/** The number of a language in {@linkcode SMALL_LANGUAGES}, by word; words of several languages are left out. */
function smallWords(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const shared = new Set<string>();
  Object.values(SMALL_WORDS).forEach((words, language) => {
    for (const word of new Set(words.split(" "))) {
      if (found.has(word)) shared.add(word);
      else found.set(word, language);
    }
  });
  for (const word of shared) found.delete(word);
  // Its other readings are rare, and nothing is commoner in English.
  found.set("i", SMALL_LANGUAGES.indexOf("en"));
  return found;
}

const SLOTS = 1 << 14;

/** The small words by the hash of their letters, for a look-up at each word of each post. */
export class SmallWords {
  readonly #hashes = new Uint32Array(SLOTS);
  readonly #languages = new Int8Array(SLOTS);

  constructor() {
    for (const [word, language] of smallWords()) {
      const letters = Uint16Array.from(word, (c) => c.charCodeAt(0));
      const hash = hashWord(letters, 0, letters.length);
      let slot = hash & (SLOTS - 1);
      while (this.#hashes[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
      this.#hashes[slot] = hash;
      this.#languages[slot] = language;
    }
  }

  /** @param hash of a word @returns the number of its language in {@linkcode SMALL_LANGUAGES}; −1 for another word */
  languageOf(hash: number): number {
    const hashes = this.#hashes;
    for (let slot = hash & (SLOTS - 1);; slot = (slot + 1) & (SLOTS - 1)) {
      if (hashes[slot] === hash) return this.#languages[slot]!;
      if (hashes[slot] === 0) return -1;
    }
  }
}

/** Languages of the small words. */
export const SMALL_LANGUAGES: readonly string[] = Object.keys(SMALL_WORDS);
