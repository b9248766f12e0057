package dev.ratoon.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A text that a person gives: words of the command line, a file, the input. */
final class Typed {
    private Typed() {}

    /** A file of this machine, or with {@code -} the input. */
    static String file(Surroundings around, String name) throws IOException {
        if (name.equals("-")) {
            return new String(around.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(name));
        } catch (CharacterCodingException e) {
            throw unreadable(name, "it is no text in UTF-8", e);
        } catch (NoSuchFileException e) {
            throw unreadable(name, "there is no such file", e);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(name, String.valueOf(e.getMessage()), e);
        }
    }

    private static CommandFailure unreadable(String name, String why, Exception cause) {
        return new CommandFailure(
                Exit.REFUSED,
                "The file " + name + " cannot be read: " + why + ".",
                "Check its name, and that it is yours to read",
                cause);
    }

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
