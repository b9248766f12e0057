package dev.ratoon.scriptedmodel;

import java.io.IOException;
import java.nio.file.Path;

/** Runs the server by itself: {@code [PORT [FOLDER of more scenarios]]}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        Scenarios scenarios = Scenarios.usual();
        if (arguments.length > 1) {
            scenarios = scenarios.with(Path.of(arguments[1]));
        }
        try (ScriptedModel model = ScriptedModel.start(port, scenarios)) {
            System.out.println("A scripted model answers at " + model.url());
            Thread.currentThread().join();
        }
    }
}
