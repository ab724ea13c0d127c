import assert from "node:assert/strict";
import { filterOf } from "./filters.ts";
import type { PostRecord } from "./record.ts";

function record(content: string, more: Partial<PostRecord> = {}): PostRecord {
  return {
    id: "1",
    created_at: "2026-01-01T00:00:00Z",
    username: "ada",
    user_id: "2",
    language: "en",
    content_html: content,
    content,
    hashtags: [],
    favourites: 0,
    reblogs: 0,
    ...more,
  };
}

const WORDS: readonly (readonly [keyword: string, text: string, found: boolean])[] = [
  ["ai", "AI is here", true],
  ["ai", "she said so", false],
  ["ai", "air", false],
  ["ai", "(ai)", true],
  ["ai", "#AI", true],
  ["ai", "ai_tools", false],
  ["ai", "ai2", false],
  ["ai", "open-ai.", true],
  ["ai", "naïve façade, j'ai dit", true],
  ["ai", "AIを使う", true],
  ["ai", "ＡＩ", true],
  ["été", "l'été", true],
  ["été", "l'e\u0301te\u0301", true],
  ["été", "étés", false],
  ["猫", "黒猫が好き", true],
  ["ネコ", "シロネコ", true],
  ["แมว", "ฉันรักแมวมาก", true],
  ["кот", "который", false],
  ["кот", "Мой кот.", true],
  ["machine learning", "Machine\nlearning!", true],
  ["c++", "I write C++ daily", true],
  ["c++", "c", false],
  [".net", "use .NET now", true],
  [".net", "ASP.NET", true],
  ["#art", "#art", true],
  ["#art", "art", false],
  ["#art", "#artist", false],
  ["a|b", "a", false],
];
for (const [keyword, text, found] of WORDS) {
  Deno.test(`keyword ${keyword} ${found ? "is" : "is not"} in "${text}"`, () => {
    const reason = filterOf({ keywords: [keyword], languages: [] })(record(text));
    assert.equal(reason, found ? undefined : "filtered_keyword");
  });
}

Deno.test("a keyword is a hashtag as a whole, a phrase in one word", () => {
  const filter = filterOf({ keywords: ["ai", "machine learning"], languages: [] });
  assert.equal(filter(record("", { hashtags: ["AI"] })), undefined);
  assert.equal(filter(record("", { hashtags: ["MachineLearning"] })), undefined);
  assert.equal(filter(record("", { hashtags: ["AIethics"] })), "filtered_keyword");
});

Deno.test("a content warning counts as text", () => {
  const filter = filterOf({ keywords: ["spiders"], languages: [] });
  assert.equal(filter(record("look", { spoiler_text: "Spiders" })), undefined);
  assert.equal(filter(record("look", { spoiler_text: "Bees" })), "filtered_keyword");
});

Deno.test("a keyword with a # is found under every spelling of the hashtag", () => {
  const filter = filterOf({ keywords: ["#Café", "#machine learning"], languages: [] });
  for (const hashtag of ["cafe", "CAFÉ", "cafe\u0301", "ｃａｆｅ", "MachineLearning"]) {
    assert.equal(filter(record("x", { hashtags: [hashtag] })), undefined, hashtag);
  }
  assert.equal(filter(record("x", { hashtags: ["cafes"] })), "filtered_keyword");
});

const LANGUAGES: readonly (readonly [wanted: string, language: string, passes: boolean])[] = [
  ["en", "en", true],
  ["en", "en-US", true],
  ["EN", "en", true],
  ["pt-BR", "pt-br", true],
  ["pt-BR", "pt_BR", true],
  ["pt-BR", "pt", false],
  ["zh", "zh-TW", true],
  ["zh_cn", "zh-CN", true],
  ["zh-CN", " ZH_cn ", true],
  [" en ", "eng", true],
  ["en", "enCy", false],
  ["fr", "fry", false],
  ["und", "und", true],
  ["en", "und", false],
];
for (const [wanted, language, passes] of LANGUAGES) {
  Deno.test(`language ${wanted} ${passes ? "takes" : "does not take"} ${language}`, () => {
    const reason = filterOf({ keywords: [], languages: [wanted] })(record("x", { language }));
    assert.equal(reason, passes ? undefined : "filtered_language");
  });
}

Deno.test("empty filters let everything pass", () => {
  assert.equal(filterOf({ keywords: ["", " "], languages: [" "] })(record("x")), undefined);
});
