package dev.ratoon.cli;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what was probably meant. */
final class Wrong {
    private Wrong() {}

    static String inWords(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(wrong.getMessage())
                    .replaceFirst(" is not an? (int|long)$", " is no whole number.");
        }
        String word = unmatched.getUnmatched().getFirst();
        String what = unmatched.isUnknownOption() ? "Unknown option" : "Unknown word";
        return what + " '" + word + "'." + nearest(unmatched);
    }

    private static String nearest(UnmatchedArgumentException unmatched) {
        return unmatched.getSuggestions().stream()
                .findFirst()
                .map(meant -> " The nearest is '" + meant + "'.")
                .orElse("");
    }
}
