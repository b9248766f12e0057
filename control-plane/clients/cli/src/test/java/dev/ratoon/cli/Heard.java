package dev.ratoon.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a part of the client says, while it says it. */
final class Heard {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean terminal;

    Heard with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Heard typing(String text) {
        input = text;
        return this;
    }

    Heard onATerminal() {
        terminal = true;
        return this;
    }

    Surroundings around() {
        return new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }

    int run(String... words) {
        return Main.run(around(), words);
    }

    Output output(boolean json) {
        return new Output(around(), json);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "--- out\n" + out() + "--- err\n" + err();
    }
}
