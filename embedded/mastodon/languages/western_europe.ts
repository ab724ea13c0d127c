import type { Language } from "./language.ts";

export const german: Language = {
  tag: "de",
  weight: 11,
  utcOffset: 1,
  space: " ",
  topics: [
    "der Garten",
    "das Fußballspiel",
    "die Straßenbahn",
    "unser Käsekuchen",
    "der Nachtzug",
    "das Wetter",
  ],
  plain: [
    "Heute geht es um ein Thema: {}.",
    "Weiß jemand mehr? Stichwort: {}.",
    "Notiz für morgen: {} & Brötchen.",
    "Gerade gelesen: {}, Teil 2.",
  ],
  happy: [
    "Wie schön: {}! Ich freue mich riesig.",
    "{}, einfach großartig, danke euch allen!",
    "Bester Tag seit Langem: {} <3",
  ],
  unhappy: [
    "Schon wieder Ärger: {}. Ich bin müde und enttäuscht.",
    "{}, das war leider furchtbar.",
    "So traurig heute. {}, nie wieder.",
  ],
  hashtags: ["Garten", "Bahn", "Fotografie", "TatortSchauen", "Köln", "Frühstück", "Wetter"],
  names: ["Jürgen", "Änne Müller", "Lena K.", "Björn 🚲"],
  stems: ["juergen", "aenne", "lena", "bjoern", "fritzi"],
};

export const french: Language = {
  tag: "fr",
  weight: 7,
  utcOffset: 1,
  space: " ",
  topics: [
    "le marché",
    "l’été à la mer",
    "la fête de la musique",
    "le chat du voisin",
    "un vélo neuf",
    "ce vieux cœur",
  ],
  plain: [
    "Aujourd’hui : {} et un café.",
    "Quelqu’un connaît un livre sur ce sujet : {} ?",
    "Je viens de lire un article : {}.",
    "À demain pour la suite : {}, n° 3.",
  ],
  happy: [
    "Quel bonheur, {} ! J’adore.",
    "{}, c’était magnifique, merci à toutes et à tous !",
    "Très heureuse aujourd’hui : {} <3",
  ],
  unhappy: [
    "Encore raté : {}. Je suis déçu et fatigué.",
    "{}, quelle horreur, je déteste ça.",
    "Triste journée : {}, plus jamais.",
  ],
  hashtags: ["photographie", "Été", "cinéma", "vélo", "lecture", "Lyon"],
  names: ["Zoé", "François", "Hélène 🌻", "Noël D."],
  stems: ["zoe", "francois", "helene", "noel", "manon"],
};

export const spanish: Language = {
  tag: "es",
  weight: 6,
  utcOffset: -3,
  space: " ",
  topics: [
    "la montaña",
    "el partido de ayer",
    "mi niñez",
    "el camión azul",
    "la música en vivo",
    "un año nuevo",
  ],
  plain: [
    "Hoy toca: {} y un café.",
    "¿Alguien sabe algo de esto? {}.",
    "Acabo de leer un artículo: {}.",
    "Apuntes de la mañana: {}.",
  ],
  happy: [
    "¡Qué alegría, {}! Me encanta.",
    "{}, fue maravilloso, ¡muchas gracias!",
    "¡El mejor día del año! {} <3",
  ],
  unhappy: [
    "Otra vez lo mismo: {}. Estoy triste y cansado.",
    "{}, qué desastre, lo odio.",
    "Muy mala noticia: {}.",
  ],
  hashtags: ["fotografía", "música", "España", "fútbol", "lectura", "café"],
  names: ["Íñigo", "María José", "Ñandú", "Lucía 🎨"],
  stems: ["inigo", "mariaj", "nandu", "lucia"],
};

export const portuguese: Language = {
  tag: "pt",
  weight: 4,
  utcOffset: -3,
  space: " ",
  topics: ["a praia", "o pão de queijo", "a estação de trem", "o São João", "uma canção"],
  plain: ["Hoje: {} e um cafezinho.", "Alguém sabe mais? {}.", "Acabei de ler sobre isto: {}."],
  happy: ["Que alegria, {}! Adorei.", "{}, foi maravilhoso, obrigada!"],
  unhappy: ["De novo: {}. Estou triste e cansada.", "{}, que horror, odeio isso."],
  hashtags: ["música", "praia", "futebol", "Fotografia"],
  names: ["João", "Conceição", "Tainá 🌊"],
  stems: ["joao", "conceicao", "taina"],
};

export const italian: Language = {
  tag: "it",
  weight: 3,
  utcOffset: 1,
  space: " ",
  topics: ["il caffè", "la città vecchia", "la partita", "un tè freddo", "la bicicletta"],
  plain: ["Oggi: {} e poco altro.", "Qualcuno ne sa di più? {}.", "Ho appena letto: {}."],
  happy: ["Che bello, {}! Sono felicissima.", "{}, è stato meraviglioso, grazie!"],
  unhappy: ["Di nuovo: {}. Sono stanco e deluso.", "{}, che schifo, lo odio."],
  hashtags: ["caffè", "cinema", "Napoli", "libri"],
  names: ["Niccolò", "Giada", "Ettore 🍋"],
  stems: ["niccolo", "giada", "ettore"],
};

export const dutch: Language = {
  tag: "nl",
  weight: 2,
  utcOffset: 1,
  space: " ",
  topics: ["de fiets", "het ijs", "de trein naar zee", "een stroopwafel"],
  plain: ["Vandaag: {} en koffie.", "Weet iemand meer? {}."],
  happy: ["Wat heerlijk, {}! Ik ben zo blij.", "{}, geweldig, dank jullie wel!"],
  unhappy: ["Alweer: {}. Ik ben moe en verdrietig.", "{}, wat vreselijk."],
  hashtags: ["fietsen", "Schaatsen", "koffie"],
  names: ["Anouk", "Daniël", "Sjoerd 🚲"],
  stems: ["anouk", "daniel", "sjoerd"],
};
