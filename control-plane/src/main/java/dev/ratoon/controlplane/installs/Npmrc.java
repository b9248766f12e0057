package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What npm is told on this machine: which registry, how to log in there, whom to trust. */
record Npmrc(Map<String, String> settings) {
    private static final String PREFIX = "npm_config_";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}?]+)\\??}");

    Npmrc {
        settings = Map.copyOf(settings);
    }

    /** As npm does: the environment before the user's file, and that before the machine's. */
    static Npmrc ofThisMachine() {
        Map<String, String> environment = System.getenv();
        Path user =
                Path.of(
                        environment.getOrDefault(
                                PREFIX + "userconfig", System.getProperty("user.home") + "/.npmrc"));
        String global = environment.get(PREFIX + "globalconfig");
        List<Path> machine =
                global == null
                        ? List.of(
                                Path.of("/usr/local/etc/npmrc"),
                                Path.of("/usr/etc/npmrc"),
                                Path.of("/etc/npmrc"))
                        : List.of(Path.of(global));
        var texts = new ArrayList<String>();
        machine.reversed().forEach(file -> texts.add(text(file)));
        texts.add(text(user));
        return read(texts, environment);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }

    /**
     * @param texts of files, the later ones first to be asked
     */
    static Npmrc read(List<String> texts, Map<String, String> environment) {
        var settings = new HashMap<String, String>();
        for (String text : texts) {
            text.lines().forEach(line -> readLine(line.strip(), environment, settings));
        }
        environment.forEach(
                (name, value) -> {
                    if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !value.isEmpty()) {
                        settings.put(key(name.substring(PREFIX.length())), value.strip());
                    }
                });
        return new Npmrc(settings);
    }

    /** What belongs to one registry is taken as it stands. */
    private static String key(String word) {
        return word.startsWith("//") ? word : word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void readLine(
            String line, Map<String, String> environment, Map<String, String> settings) {
        int equals = line.indexOf('=');
        if (equals < 1 || line.startsWith(";") || line.startsWith("#")) {
            return;
        }
        String value = line.substring(equals + 1).strip();
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        String filled =
                VARIABLE.matcher(value)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                environment.getOrDefault(
                                                        found.group(1), found.group())));
        settings.put(line.substring(0, equals).strip(), filled);
    }

    Optional<String> registry() {
        return Optional.ofNullable(settings.get("registry")).filter(text -> !text.isBlank());
    }

    /** Certificates that npm trusts in the place of its own. */
    Optional<Path> certificates() {
        return Optional.ofNullable(settings.get("cafile"))
                .filter(text -> !text.isBlank() && !text.equals("null"))
                .map(Path::of);
    }

    /** The header's value for a registry; npm asks its folders from the innermost outwards. */
    Optional<String> authorization(URI registry) {
        String path = registry.getRawPath().replaceAll("/+$", "");
        while (true) {
            Optional<String> found = login("//" + registry.getRawAuthority() + path);
            if (found.isPresent() || path.isEmpty()) {
                return found;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    private Optional<String> login(String place) {
        Optional<String> token = of(place, "_authToken");
        if (token.isPresent()) {
            return token.map(text -> "Bearer " + text);
        }
        Optional<String> basic = of(place, "_auth");
        if (basic.isPresent()) {
            return basic.map(text -> "Basic " + text);
        }
        return of(place, "username")
                .flatMap(
                        user ->
                                of(place, "_password")
                                        .flatMap(Npmrc::decoded)
                                        .map(
                                                password ->
                                                        "Basic "
                                                                + encoded(user + ":" + password)));
    }

    private Optional<String> of(String place, String key) {
        return Optional.ofNullable(settings.get(place + "/:" + key))
                .or(() -> Optional.ofNullable(settings.get(place + ":" + key)))
                .filter(text -> !text.isBlank());
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Npmrc[hidden]";
    }
}
