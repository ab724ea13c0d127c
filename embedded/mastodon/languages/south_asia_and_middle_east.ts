import type { Language } from "./language.ts";

/** Right to left. */
export const arabic: Language = {
  tag: "ar",
  weight: 3,
  utcOffset: 3,
  space: " ",
  topics: ["القهوة", "قطار الليل", "القِطَّة", "كتاب جديد", "المطر"],
  plain: ["اليوم: {} وكوب شاي.", "هل يعرف أحد شيئًا عن {}؟", "قرأت مقالًا عن {}."],
  happy: ["ما أجمل {}! أنا سعيد جدًا.", "{} رائع، شكرًا لكم!"],
  unhappy: ["مرة أخرى {}. أنا حزين.", "{} سيئ جدًا، أكره هذا."],
  hashtags: ["تصوير", "قهوة", "كتب"],
  names: ["ليلى", "يوسف", "نور 🌙"],
  stems: ["layla", "yusuf", "nour"],
};

export const hindi: Language = {
  tag: "hi",
  weight: 3,
  utcOffset: 5.5,
  space: " ",
  topics: ["चाय", "रात की रेलगाड़ी", "हमारी बिल्ली", "नई किताब", "बारिश"],
  plain: ["आज की बात: {}।", "क्या कोई {} के बारे में जानता है?"],
  happy: ["{} बहुत अच्छा लगा, धन्यवाद!", "{} से दिल खुश हो गया।"],
  unhappy: ["फिर वही {}। मन दुखी है।", "{} बहुत बुरा था।"],
  hashtags: ["चाय", "फोटो", "किताबें"],
  names: ["अंजलि", "रोहन", "मीरा 🪔"],
  stems: ["anjali", "rohan", "meera"],
};

/** No spaces between words. */
export const thai: Language = {
  tag: "th",
  weight: 2,
  utcOffset: 7,
  space: " ",
  topics: ["กาแฟเย็น", "รถไฟกลางคืน", "แมวที่บ้าน", "ผัดไทย"],
  plain: ["วันนี้คุยเรื่อง{}", "มีใครรู้เรื่อง{}บ้างไหม"],
  happy: ["{}ดีมากเลย ขอบคุณทุกคน", "มีความสุขกับ{}จริงๆ"],
  unhappy: ["{}อีกแล้ว เศร้ามาก", "{}แย่ที่สุด เหนื่อยใจ"],
  hashtags: ["กาแฟ", "แมว", "ถ่ายรูป"],
  names: ["น้ำฝน", "สมชาย", "ดาว ⭐"],
  stems: ["namfon", "somchai", "dao"],
};
