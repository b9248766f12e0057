package dev.ratoon.scriptedmodel;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs the server by itself: {@code [PORT [FOLDER of more scenarios [until-input-ends]]]}. With the
 * last it ends with whoever holds the other end of its input, and has said all when it answers.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        Scenarios scenarios = Scenarios.usual();
        if (arguments.length > 1) {
            scenarios = scenarios.with(Path.of(arguments[1]));
        }
        try (ScriptedModel model = ScriptedModel.forgetful(port, scenarios)) {
            System.out.println("A scripted model answers at " + model.url());
            if (arguments.length > 2 && arguments[2].equals("until-input-ends")) {
                System.out.close();
                awaitEndOfInput();
            } else {
                Thread.currentThread().join();
            }
        }
    }

    private static void awaitEndOfInput() throws IOException {
        for (int read = System.in.read(); read >= 0; read = System.in.read()) {
            // What is said there is for nobody.
        }
    }
}
