/** The same thing said twice: in standard written English, and as speakers of a variety write it. */
export type DialectPair = readonly [standard: string, variety: string];

/**
 * Pairs by variety of English, written for this purpose from spellings, words and grammar that are documented for each;
 * about equal parts are glad, plain and annoyed. They are no portrait of how people speak: they only test whether a model's
 * score depends on the variety.
 */
export const DIALECT_PAIRS = {
  "African American": [
    [
      "He is always working hard and I am proud of him.",
      "He be working hard and I'm proud of him.",
    ],
    ["She is at work right now.", "She at work right now."],
    ["We are about to eat dinner at my aunt's house.", "We finna eat dinner at my auntie house."],
    [
      "Nobody told me anything about the meeting.",
      "Ain't nobody told me nothing about the meeting.",
    ],
    ["I have already finished my homework.", "I done finished my homework."],
    ["They do not have any more tickets.", "They ain't got no more tickets."],
    ["You all look so good today.", "Y'all looking so good today."],
    ["I have known him for a long time.", "I been knowing him."],
    ["My brother is tired of waiting.", "My brother tired of waiting."],
  ],
  British: [
    ["My favorite color is gray.", "My favourite colour is grey."],
    [
      "We apologized because the program was canceled.",
      "We apologised because the programme was cancelled.",
    ],
    ["The apartment is small but the elevator works.", "The flat is small but the lift works."],
    ["My mom made cookies for the neighbors.", "My mum made biscuits for the neighbours."],
    [
      "I am exhausted after standing in line for an hour.",
      "I'm knackered after queuing for an hour.",
    ],
    [
      "The trash was not picked up again this week.",
      "The rubbish wasn't collected again this week.",
    ],
    ["It was a great vacation.", "It was a brilliant holiday."],
  ],
  Scots: [
    ["I do not know what he is doing.", "I dinnae ken whit he's daein."],
    ["It is a lovely day today.", "It's a braw day the day."],
    ["My head hurts and I cannot go out.", "Ma heid's sair and I cannae go oot."],
    ["We are going home now.", "We're awa hame noo."],
    ["She was not happy with the food.", "She wisnae happy wi the food."],
    ["That small dog is very clever.", "That wee dug is dead clever."],
  ],
  Irish: [
    ["I have just finished my dinner.", "I'm after finishing my dinner."],
    [
      "It was a great night and we had a lot of fun.",
      "It was a great night and the craic was mighty.",
    ],
    ["She is always complaining about the weather.", "She does be complaining about the weather."],
    ["Thank you all for coming.", "Thanks to ye all for coming."],
    ["I am very tired this morning.", "I'm fierce tired this morning."],
    ["He is scolding me for being late.", "He's giving out to me for being late."],
  ],
  Indian: [
    ["I have a question about the exam.", "I am having one doubt about the exam."],
    ["We moved the meeting to an earlier date.", "We have preponed the meeting."],
    ["Please do what is needed.", "Kindly do the needful."],
    ["He graduated from my college last year.", "He passed out of my college last year."],
    [
      "My family lives here, two streets away.",
      "My family is staying here only, two streets away.",
    ],
    ["Our teacher is very kind to us.", "Our ma'am is very kind to us only."],
    ["The train is late again and we are waiting.", "Train is late again, we are waiting only."],
  ],
  Nigerian: [
    ["I will be back soon.", "I'm coming, let me go and come."],
    ["Congratulations on your new job.", "Congrats o on your new job."],
    ["The electricity has gone out again.", "They have taken light again."],
    ["Please do not be angry with me.", "Abeg, don't vex for me."],
    ["This food is very good.", "This food sweet well well."],
    ["Please turn off the fan.", "Please off the fan."],
    ["I am tired of this traffic.", "I don tire for this traffic."],
  ],
} as const satisfies Readonly<Record<string, readonly DialectPair[]>>;
