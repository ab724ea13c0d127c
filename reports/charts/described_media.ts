import type { ChartDefinition } from "../chart.ts";
import { emptyBecause, noBatch, noPosts } from "../empty_chart.ts";
import { shareBars } from "../share_bars.ts";
import { spanText } from "../time_axis.ts";

/** The share of posts with pictures, videos or sound, and that of these files with alternative text. */
export const describedMedia: ChartDefinition = (data, language) => {
  const name = "described_media";
  const title = language.say({
    en: "Pictures and their descriptions",
    fr: "Les images et leurs descriptions",
  });
  if (data.span === undefined) return noPosts(name, title, language);
  if (data.batch === undefined) return noBatch(name, title, language);
  const { kinds, media: { known, posts, attachments, described } } = data.batch;
  if (kinds.toots === 0) return noPosts(name, title, language);
  if (known === 0) {
    return emptyBecause(name, title, language, {
      why: language.say({
        en: "It is not known what is attached to these posts",
        fr: "On ne sait pas ce qui est joint à ces messages",
      }),
      remedy: language.say({
        en:
          "Posts that are read from this version on are kept with the number of their attachments.",
        fr:
          "Les messages lus à partir de cette version sont gardés avec le nombre de leurs fichiers joints.",
      }),
    });
  }
  const shareOf = (part: number, whole: number) => whole === 0 ? 0 : part / whole;
  const number = (value: number) => language.number(value);
  const percent = (part: number, whole: number) => language.percent(shareOf(part, whole));
  const row = (label: string, part: number, whole: number) => ({
    ...{ label, part, whole, share: shareOf(part, whole) },
    text: `${percent(part, whole)}  (${number(part)} / ${number(whole)})`,
  });
  const rows = [
    row(
      language.say({ en: "with pictures, videos or sound", fr: "avec images, vidéos ou son" }),
      ...[posts, known] as const,
    ),
    ...(attachments === 0 ? [] : [row(
      language.say({ en: "files with a description", fr: "fichiers avec une description" }),
      ...[described, attachments] as const,
    )]),
  ];
  const axisTitle = language.say({ en: "Share", fr: "Part" });
  const unknown = kinds.toots - known;
  return {
    name,
    title,
    spec: shareBars(rows, { title, subtitle: spanText(data, language), axisTitle, language }),
    sentences: [
      language.say({
        en: `${percent(posts, known)} of ${number(known)} posts have pictures, videos or sound${
          attachments === 0
            ? ""
            : `, and ${percent(described, attachments)} of these ${
              number(attachments)
            } files have a description (alternative text)`
        }.`,
        fr: `${percent(posts, known)} des ${
          number(known)
        } messages ont des images, des vidéos ou du son${
          attachments === 0
            ? ""
            : `, et ${percent(described, attachments)} de ces ${
              number(attachments)
            } fichiers ont une description (texte alternatif)`
        }.`,
      }),
      unknown > 0
        ? language.say({
          en: `What is attached to ${number(unknown)} other posts is not known.`,
          fr: `On ne sait pas ce qui est joint à ${number(unknown)} autres messages.`,
        })
        : language.say({
          en: "Posts are counted as they read now: a description that an edit added counts.",
          fr:
            "Les messages sont comptés tels qu’ils sont maintenant : une description ajoutée après coup compte.",
        }),
    ],
    table: {
      columns: [
        title,
        language.say({ en: "Number", fr: "Nombre" }),
        language.say({ en: "Of", fr: "Sur" }),
      ],
      rows: rows.map(({ label, part, whole }) => [label, part, whole]),
    },
  };
};
