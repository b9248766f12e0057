package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.home.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the login link where somebody sits in front of the screen. */
final class Desktop {
    private Desktop() {}

    /** The command that opens a link, where there is a desktop and it is the user's own. */
    static Optional<List<String>> opener(String system, Map<String, String> environment) {
        if (environment.containsKey("SSH_CONNECTION")) {
            return Optional.empty();
        }
        if (system.startsWith("Mac")) {
            return Optional.of(List.of("open"));
        }
        boolean screen =
                environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? Optional.of(List.of("xdg-open")) : Optional.empty();
    }

    /**
     * Opens a page of the home that leads on to the link: an argument is in every process list, and
     * the link signs in whoever is first. It is printed too, so a browser that does not open is no
     * trouble.
     */
    static void open(List<String> opener, Home home, String link) {
        try {
            new RunFiles(home).writeLoginPage(link);
            var command = new ArrayList<>(opener);
            command.add(home.loginPage().toUri().toString());
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // Nothing to open it with.
        }
    }
}
