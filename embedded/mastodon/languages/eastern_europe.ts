import type { Language } from "./language.ts";

export const russian: Language = {
  tag: "ru",
  weight: 3,
  utcOffset: 3,
  space: " ",
  topics: ["старый фотоаппарат", "ночной поезд", "наш кот", "новая книга", "дождь за окном"],
  plain: ["Сегодня в планах: {} и чай.", "Кто-нибудь знает, что такое {}?", "Прочитал статью: {}."],
  happy: ["Как здорово, {}! Я очень рад.", "{} — просто чудесно, спасибо всем!"],
  unhappy: ["Опять {}. Мне грустно, и я устал.", "{} — это ужасно, ненавижу."],
  hashtags: ["фото", "книги", "погода", "кот"],
  names: ["Алёна", "Фёдор", "Мария 🌲"],
  stems: ["alyona", "fyodor", "mariya"],
};

export const ukrainian: Language = {
  tag: "uk",
  weight: 2,
  utcOffset: 2,
  space: " ",
  topics: ["їжак у саду", "нова книжка", "вечірній потяг", "щедрий ґанок"],
  plain: ["Сьогодні: {} і кава.", "Хтось знає, що таке {}?"],
  happy: ["Яка радість, {}! Дякую.", "{} — просто чудово, люблю!"],
  unhappy: ["Знову {}. Мені сумно.", "{} — це жахливо."],
  hashtags: ["книжки", "Київ", "їжа", "світлини"],
  names: ["Євген", "Їжачок 🦔", "Олеся"],
  stems: ["yevhen", "yizhak", "olesya"],
};

export const polish: Language = {
  tag: "pl",
  weight: 2,
  utcOffset: 1,
  space: " ",
  topics: ["źródło w górach", "łódka", "święto miasta", "pączki"],
  plain: ["Dzisiaj: {} i herbata.", "Czy ktoś wie coś więcej? {}."],
  happy: ["Jak pięknie, {}! Bardzo się cieszę.", "{}, wspaniale, dziękuję!"],
  unhappy: ["Znowu {}. Smutno mi.", "{}, okropne, nienawidzę tego."],
  hashtags: ["góry", "książki", "Łódź"],
  names: ["Łukasz", "Żaneta", "Zbyszek"],
  stems: ["lukasz", "zaneta", "zbyszek"],
};

export const greek: Language = {
  tag: "el",
  weight: 2,
  utcOffset: 2,
  space: " ",
  topics: ["η θάλασσα", "ο καφές", "το παλιό τρένο", "η γάτα μας"],
  plain: ["Σήμερα: {} και λίγη ησυχία.", "Ξέρει κανείς κάτι; {}."],
  happy: ["Τι χαρά, {}! Το αγαπώ.", "{}, υπέροχα, ευχαριστώ όλους!"],
  unhappy: ["Πάλι {}. Είμαι λυπημένος.", "{}, τι φρίκη, το μισώ."],
  hashtags: ["θάλασσα", "Αθήνα", "βιβλία"],
  names: ["Ελένη", "Νίκος 🌊", "Άρτεμις"],
  stems: ["eleni", "nikos", "artemis"],
};

export const turkish: Language = {
  tag: "tr",
  weight: 2,
  utcOffset: 3,
  space: " ",
  topics: ["İstanbul", "ılık çay", "gece treni", "komşunun kedisi"],
  plain: ["Bugün: {} ve çay.", "Bilen var mı? {}."],
  happy: ["Ne güzel, {}! Çok mutluyum.", "{}, harika, teşekkürler!"],
  unhappy: ["Yine {}. Üzgünüm.", "{}, berbat, nefret ediyorum."],
  hashtags: ["İstanbul", "çay", "kitap"],
  names: ["Işık", "Ömer", "Şebnem"],
  stems: ["isik", "omer", "sebnem"],
};
