package dev.ratoon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text for an agent: words of the command line, else the input. */
final class Typed {
    private Typed() {}

    static String text(Surroundings around, List<String> words, String what) throws IOException {
        if (!words.isEmpty()) {
            return String.join(" ", words);
        }
        if (Secrets.asks()) {
            around.err().println(what + ", then Ctrl-D:");
        }
        return new String(around.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
