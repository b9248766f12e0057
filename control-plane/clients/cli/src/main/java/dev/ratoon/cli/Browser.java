package dev.ratoon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The desktop's browser, if there is a desktop. */
final class Browser {
    private Browser() {}

    /**
     * Opens a page of the home that leads on to the link. The link itself would be readable by
     * every user of the machine, in the list of processes.
     */
    static void open(Surroundings around, Path home, String link) {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean desktop =
                mac
                        || around.variable("DISPLAY") != null
                        || around.variable("WAYLAND_DISPLAY") != null;
        if (!desktop || around.variable("SSH_CONNECTION") != null) {
            return;
        }
        try {
            Path page = home.resolve("run/login.html");
            Path part = Files.createTempFile(page.getParent(), ".login", null);
            Files.write(part, leadingTo(link).getBytes(StandardCharsets.UTF_8));
            Files.move(part, page, StandardCopyOption.REPLACE_EXISTING);
            new ProcessBuilder(mac ? "open" : "xdg-open", page.toUri().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The link is on the screen: opening it was a courtesy.
            return;
        }
    }

    private static String leadingTo(String link) {
        String escaped = link.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<!doctype html><meta http-equiv=\"refresh\" content=\"0;url="
                + escaped
                + "\"><a href=\""
                + escaped
                + "\">Sign in to Ratoon</a>\n";
    }
}
