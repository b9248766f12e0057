package dev.ratoon.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command finds around itself. The launcher says whether the output is a terminal. */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal) {
    static Surroundings real() {
        return new Surroundings(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                Boolean.getBoolean("ratoon.terminal"));
    }

    @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    boolean colour() {
        return terminal && variable("NO_COLOR") == null && !"dumb".equals(variable("TERM"));
    }

    /** Where the local control plane keeps its data, by the rules of the server. */
    @Nullable Path ratoonHome() {
        return directory("RATOON_HOME", "", "XDG_DATA_HOME", ".local/share");
    }

    @Nullable Path credentials() {
        Path folder = directory("", "", "XDG_CONFIG_HOME", ".config");
        return folder == null ? null : folder.resolve("credentials.json");
    }

    private @Nullable Path directory(String own, String below, String xdg, String inHome) {
        String chosen = variable(own);
        if (chosen != null) {
            return Path.of(chosen, below);
        }
        String folder = variable(xdg);
        if (folder != null) {
            return Path.of(folder, "ratoon");
        }
        String home = variable("HOME");
        return home == null ? null : Path.of(home, inHome, "ratoon");
    }
}
