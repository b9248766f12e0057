package dev.ratoon.runner.wire;

import java.nio.file.Path;
import java.util.List;

/** A program of this jar, on this JDK. Both sides of the wall see both. */
public final class OwnProgram {
    private OwnProgram() {}

    /** Its command line. */
    public static List<String> command(String main) {
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
                main);
    }
}
