import type { Language } from "./language.ts";

export const japanese: Language = {
  tag: "ja",
  weight: 12,
  utcOffset: 9,
  space: "",
  topics: [
    "新しい自転車",
    "夜の電車",
    "うちの猫",
    "抹茶アイス",
    "桜の写真",
    "雨の日の散歩",
    "カメラ",
  ],
  plain: [
    "今日は{}の話です。",
    "{}について詳しい人いますか?",
    "{}の記事を読みました。",
    "明日も{}です。",
  ],
  happy: ["{}、最高でした!ありがとう!", "{}がとても嬉しい。", "{}、大好きです。"],
  unhappy: ["また{}か…もう疲れた。", "{}が悲しすぎる。", "{}、最悪でした。"],
  hashtags: ["写真", "猫", "今日の空", "お茶", "アニメ", "散歩"],
  names: ["さくら", "山猫軒", "ケンジ🍙", "みどり"],
  stems: ["sakura", "yamaneko", "kenji", "midori", "haru"],
};

export const chinese: Language = {
  tag: "zh",
  weight: 4,
  utcOffset: 8,
  space: "",
  topics: ["新相机", "夜班火车", "邻居的猫", "小笼包", "下雨天"],
  plain: ["今天聊聊{}。", "有人了解{}吗?", "刚读完一篇关于{}的文章。"],
  happy: ["{}太棒了,谢谢大家!", "今天因为{}很开心。"],
  unhappy: ["又是{},真让人难过。", "{}太糟糕了,好累。"],
  hashtags: ["摄影", "猫", "美食", "读书"],
  names: ["小雨", "阿明", "林间𠮷", "竹子🎋"],
  stems: ["xiaoyu", "aming", "linjian", "zhuzi"],
};

export const korean: Language = {
  tag: "ko",
  weight: 3,
  utcOffset: 9,
  space: " ",
  topics: ["새 자전거", "밤 기차", "우리 고양이", "김치찌개", "비 오는 날"],
  plain: ["오늘은 {} 이야기입니다.", "{} 잘 아시는 분 계신가요?"],
  happy: ["{} 정말 최고예요! 감사합니다.", "{} 덕분에 행복해요."],
  unhappy: ["또 {}... 너무 슬퍼요.", "{} 정말 최악이네요."],
  hashtags: ["사진", "고양이", "커피", "책"],
  names: ["하늘", "민준", "소라 🐚"],
  stems: ["haneul", "minjun", "sora"],
};

/** Vietnamese stacks marks on its vowels; some accounts send them decomposed. */
export const vietnamese: Language = {
  tag: "vi",
  weight: 1,
  utcOffset: 7,
  space: " ",
  topics: ["cà phê sữa đá", "chuyến tàu đêm", "con mèo", "phở bò"],
  plain: ["Hôm nay: {} và một cuốn sách.", "Có ai biết về {} không?"],
  happy: ["{} thật tuyệt vời, cảm ơn mọi người!", "Tôi rất vui vì {}."],
  unhappy: ["Lại {}, buồn quá.", "{} thật tệ, tôi ghét nó."],
  hashtags: ["càphê", "HàNội", "sách"],
  names: ["Hồng Ánh", "Đức", "Thảo 🍃"],
  stems: ["honganh", "duc", "thao"],
};
