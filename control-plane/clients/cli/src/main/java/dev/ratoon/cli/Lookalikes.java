package dev.ratoon.cli;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Letters that pass for others. The web app has the same (ui/lookalikes.ts). */
final class Lookalikes {
    private static final Set<Integer> LOOK_ALIKE =
            ("аеорсухіјѕһԁԛԝӏАВЕЅІЈКМНОРСТУХЗԌԚԜӀ"
                            + "ονρικυχαγτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
                            + "օսոհցզքՕՍԼ"
                            + "ıȷɑɡɩʟᴄᴏᴠᴡᴢꜱʏʀɴ"
                            + "⁄∕ǃ‚")
                    .codePoints()
                    .boxed()
                    .collect(Collectors.toSet());

    private static final Set<UnicodeScript> ALPHABETS =
            Set.of(
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.GREEK,
                    UnicodeScript.ARMENIAN,
                    UnicodeScript.CHEROKEE,
                    UnicodeScript.COPTIC,
                    UnicodeScript.LISU);

    private static final int MOST_WORDS = 3;
    private static final int MOST_SIGNS = 5;

    private Lookalikes() {}

    /** Which words of a command have letters that pass for others; nothing where none has. */
    static Optional<String> in(List<String> texts) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String text : texts) {
            for (String word : text.split("[\\s\\x00-,./:-@\\[-`{-\\x7f-]+", -1)) {
                if (found.size() < MOST_WORDS && isOdd(word)) {
                    found.put(word, numbers(word));
                }
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        found.entrySet().stream()
                                .map(word -> "\"" + word.getKey() + "\" (" + word.getValue() + ")")
                                .collect(
                                        Collectors.joining(
                                                ", ",
                                                "Not all letters are what they look like: ",
                                                ". They are of other alphabets, and so it is"
                                                        + " another word.")));
    }

    private static boolean isOdd(String word) {
        int[] others = foreign(word);
        boolean allPass = true;
        boolean mixes = false;
        for (int letter : others) {
            allPass &= passes(letter);
            mixes |= ALPHABETS.contains(UnicodeScript.of(letter));
        }
        return others.length > 0 && (allPass || (mixes && word.matches("(?s).*[A-Za-z].*")));
    }

    private static int[] foreign(String word) {
        return word.codePoints().filter(letter -> letter > 0x7f).distinct().toArray();
    }

    private static boolean passes(int letter) {
        String plain = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKC);
        return LOOK_ALIKE.contains(letter)
                || (plain.matches("[!-~]") && Character.getType(letter) != Character.OTHER_NUMBER);
    }

    private static String numbers(String word) {
        return Arrays.stream(foreign(word))
                .limit(MOST_SIGNS)
                .mapToObj(letter -> String.format(Locale.ROOT, "U+%04X", letter))
                .collect(Collectors.joining(", "));
    }
}
