package dev.ratoon.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Secrets come from a pipe or a prompt, never from an argument, which every process list shows. */
final class Secrets {
    private Secrets() {}

    static String read(Surroundings around, String prompt) {
        String secret = hidden(prompt);
        if (secret == null) {
            secret = line(around);
        }
        if (secret == null || secret.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE, "There was nothing to read.", "Pipe it in, or run in a terminal");
        }
        return secret.strip();
    }

    /** The first line of the input, also where somebody could be asked. */
    static String piped(Surroundings around) {
        String secret = line(around);
        if (secret == null || secret.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE, "There was nothing to read.", "Pipe the token in, alone");
        }
        return secret.strip();
    }

    /** What a person types after a question; nothing where nobody can answer. */
    static @Nullable String answer(Surroundings around, String question) {
        if (terminal() == null) {
            return null;
        }
        around.err().print(question);
        around.err().flush();
        return line(around);
    }

    /** Whether somebody sits there who can answer. */
    static boolean asks() {
        return terminal() != null;
    }

    private static @Nullable String hidden(String prompt) {
        Console terminal = terminal();
        char[] typed = terminal == null ? null : terminal.readPassword("%s", prompt);
        return typed == null ? null : new String(typed);
    }

    /** JDK 25 gives none without a terminal, whatever 22 to 24 did. */
    @SuppressWarnings("SystemConsoleNull")
    private static @Nullable Console terminal() {
        Console console = System.console();
        return console == null || !console.isTerminal() ? null : console;
    }

    /** No more than that: what is typed ahead answers the next question. */
    private static @Nullable String line(Surroundings around) {
        var line = new ByteArrayOutputStream();
        try {
            int one = around.in().read();
            if (one < 0) {
                return null;
            }
            while (one >= 0 && one != '\n') {
                line.write(one);
                one = around.in().read();
            }
            return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
        } catch (IOException e) {
            return null;
        }
    }
}
