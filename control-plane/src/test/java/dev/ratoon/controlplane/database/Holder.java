package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.HomeLock;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Holds a database open until its input ends; says its process, user and encoding. */
final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
        try {
            Home home = Home.open(Path.of(arguments[0]));
            try (HomeLock _ = HomeLock.take(home);
                    var database = EmbeddedPostgres.start(home)) {
                System.out.println("pid " + database.pid());
                hold();
            }
            System.out.println("ended");
        } catch (StartFailure failure) {
            System.out.println("refused: " + failure.getMessage());
        }
    }

    private static void hold() throws IOException {
        while (System.in.read() >= 0) {
            // Until whoever started us closes it.
        }
    }
}
