package dev.ratoon.runner.reach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code prove NAME FILE WINDOW QUIET [open=ADDRESS|shut=ADDRESS ...]} tries and writes a report;
 * {@code greet PORT WORD} is there to be tried; {@code gate [open=ADDRESS|shut=ADDRESS ...]} ends
 * when the walls stand, with 7 when they do not; {@code nothing} ends.
 */
public final class Main {
    /** By which it is told that a sandbox did not begin because its walls do not stand. */
    static final int OPEN = 7;

    private static final int PATIENCE = 800;
    private static final int PATIENCE_AT_GATE = 500;

    private Main() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        List<String> rest = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        switch (words.length == 0 ? "" : words[0]) {
            case "prove" -> prove(rest);
            case "greet" -> greet(Integer.parseInt(rest.get(0)), rest.get(1));
            case "gate" -> gate(Asked.of(rest));
            case "nothing" -> {}
            default -> throw new IllegalArgumentException("prove, greet, gate or nothing");
        }
    }

    private static void prove(List<String> words) throws IOException, InterruptedException {
        var rounds =
                new Rounds(
                        Asked.of(words.subList(4, words.size())),
                        target -> target.attempt(PATIENCE),
                        Pace.real());
        long window = Long.parseLong(words.get(2));
        long quiet = Long.parseLong(words.get(3));
        Files.writeString(Path.of(words.get(1)), rounds.run(words.get(0), window, quiet));
    }

    private static void greet(int port, String word) throws IOException {
        try (var ear = new Ear(port, word)) {
            ear.listen();
        }
    }

    private static void gate(Asked asked) {
        Optional<Target> open =
                new Gate(asked, target -> target.attempt(PATIENCE_AT_GATE), Pace.real()).await();
        if (open.isPresent()) {
            System.err.println(
                    "this pod still reaches " + open.get() + ", which its network policy forbids");
            System.exit(OPEN);
        }
    }
}
