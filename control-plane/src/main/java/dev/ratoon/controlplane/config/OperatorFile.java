package dev.ratoon.controlplane.config;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** {@code ratoon.properties} in the home, with the line of each key. */
record OperatorFile(List<Setting> settings) {
    static OperatorFile read(Home home) {
        Path file = home.configuration();
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new OperatorFile(List.of());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    "Ratoon cannot read its configuration " + file + " (" + e.getMessage() + ").",
                    "Make it a readable text file of lines \"key = value\", or remove it",
                    e);
        }
    }

    /** Reads it one logical line at a time, so that the number of each line is known. */
    static OperatorFile parse(String name, String text) throws IOException {
        var settings = new ArrayList<Setting>();
        var pending = new StringBuilder();
        int number = 0;
        int begin = 1;
        for (String line : text.lines().toList()) {
            number++;
            if (pending.isEmpty()) {
                begin = number;
            }
            pending.append(line).append('\n');
            if (!goesOn(line)) {
                add(settings, pending.toString(), name + ":" + begin);
                pending.setLength(0);
            }
        }
        add(settings, pending.toString(), name + ":" + begin);
        return new OperatorFile(List.copyOf(settings));
    }

    private static boolean goesOn(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("#") || stripped.startsWith("!")) {
            return false;
        }
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static void add(List<Setting> settings, String logicalLine, String where)
            throws IOException {
        var one = new Properties();
        one.load(new StringReader(logicalLine));
        one.forEach((key, value) -> settings.add(new Setting((String) key, (String) value, where)));
    }
}
