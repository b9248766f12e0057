/** Letters that pass for others: Cyrillic, Greek, Armenian, Latin. The terminal's client has the same (Lookalikes.java). */
const LOOK_ALIKE = new Set(
  "аеорсухіјѕһԁԛԝӏАВЕЅІЈКМНОРСТУХЗԌԚԜӀ" + "ονρικυχαγτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "օսոհցզքՕՍԼ" + "ıȷɑɡɩʟᴄᴏᴠᴡᴢꜱʏʀɴ" + "⁄∕ǃ‚",
);

const ALPHABETS =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;

const MOST_WORDS = 3;
const MOST_SIGNS = 5;

/** Which words of a command have letters that pass for others, in words; nothing where none has. */
export function lookalikes(texts: string[]): string | undefined {
  const found = new Map<string, string[]>();
  for (const text of texts) {
    for (const word of text.split(/[\s\u0000-\u002f:-@[-`{-\u007f]+/)) {
      if (found.size < MOST_WORDS && isOdd(word)) {
        found.set(word, foreign(word).slice(0, MOST_SIGNS).map(number));
      }
    }
  }
  const words = [...found].map(([word, signs]) => `“${word}” (${signs.join(", ")})`);
  return words.length === 0
    ? undefined
    : `Not all letters are what they look like: ${words.join(", ")}. They are of other alphabets, and so it is another word.`;
}

function isOdd(word: string): boolean {
  const others = foreign(word);
  return (
    others.length > 0 &&
    (others.every(passes) || (/[A-Za-z]/.test(word) && others.some((letter) => ALPHABETS.test(letter))))
  );
}

const foreign = (word: string): string[] => [...new Set(word)].filter((letter) => letter > "\u007f");

const passes = (letter: string): boolean =>
  LOOK_ALIKE.has(letter) || (/^[!-~]$/.test(letter.normalize("NFKC")) && !/\p{No}/u.test(letter));

const number = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
