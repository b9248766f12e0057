package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.harness.Order;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command of the shell harness: this jar, on this JDK. Both sides of the wall see both. */
final class Builtin {
    private static final String MAIN = "dev.ratoon.runner.shell.Main";

    private Builtin() {}

    static List<String> shell() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path jar = Path.of(System.getProperty("java.class.path"));
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms4m",
                "-Xmx64m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-XX:AOTCache=" + jar.resolveSibling("runner.aot"),
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar.toString(),
                MAIN);
    }

    /** How the wanted harness is started. */
    static Order order(Assignment.Harness wanted, String mode, @Nullable String earlier) {
        return new Order(
                wanted.name(),
                wanted.command().isEmpty() ? shell() : wanted.command(),
                wanted.environment(),
                wanted.modes(),
                wanted.model(),
                mode,
                earlier);
    }
}
