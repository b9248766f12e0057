package dev.ratoon.environments.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runner and the process server of its jar, made small: they sit beside the agent's work. */
public final class JavaPrograms implements Programs {
    /** Beside the jar, when somebody made it: starts faster with it, and as well without. */
    static final String AOT_CACHE = "runner.aot";

    @Override
    public List<String> command(Side side, Path jdk, Path jar) {
        return command(
                switch (side) {
                    case RUNNER -> "dev.ratoon.runner.Main";
                    case HANDS -> "dev.ratoon.runner.hands.Main";
                },
                jdk,
                jar);
    }

    /** Of another program of the jar. */
    public static List<String> command(String main, Path jdk, Path jar) {
        var command = new ArrayList<String>();
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xms8m", "-Xmx96m", "-XX:+UseCompactObjectHeaders"));
        command.addAll(List.of("-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
        command.add("-XX:AOTCache=" + jar.resolveSibling(AOT_CACHE));
        command.addAll(List.of("-XX:AOTMode=auto", "-Xlog:disable"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", jar.toString()));
        command.add(main);
        return command;
    }
}
