package dev.ratoon.runner.hands;

import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's packages for whoever is not root and sees nothing of /etc/apt: apt-get finds and
 * downloads them, into folders of the user's own.
 *
 * @param root whose programs and release it is
 */
record Apt(Path root) {
    private static final Pattern DEBIAN = Pattern.compile("(?m)^ID=\"?debian\"?$");
    private static final Pattern RELEASE =
            Pattern.compile("(?m)^VERSION_CODENAME=\"?([a-z]{1,40})\"?$");
    private static final String KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

    static Apt ofThisMachine() {
        return new Apt(Path.of("/"));
    }

    /**
     * Where the machine has sources of its own, they stay.
     *
     * @return what is to be told to processes; nothing where there is no apt, or another system's
     */
    Map<String, String> tell(Path home, int gateways) {
        try {
            if (!Files.isExecutable(root.resolve("usr/bin/apt-get"))
                    || Files.exists(root.resolve("etc/apt"))
                    || !Files.isRegularFile(root.resolve(KEYS.substring(1)))
                    || !Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                return Map.of();
            }
            String system = Files.readString(root.resolve("etc/os-release"));
            Matcher release = RELEASE.matcher(system);
            if (!DEBIAN.matcher(system).find() || !release.find()) {
                return Map.of();
            }
            return Map.of("APT_CONFIG", write(home, release.group(1), gateways).toString());
        } catch (IOException e) {
            Account.detail("apt is not told of its registry", e);
            return Map.of();
        }
    }

    private static Path write(Path home, String release, int gateways) throws IOException {
        Path ours = home;
        for (String name : new String[] {".config", "ratoon-apt"}) {
            ours = ours.resolve(name);
            if (Files.isSymbolicLink(ours)) {
                throw new IOException(ours + " leads elsewhere");
            }
        }
        Path state = home.resolve(".cache/ratoon-apt");
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(state.resolve("archives/partial"));
        Files.createDirectories(ours);
        put(ours.resolve("status"), "");
        put(
                ours.resolve("sources.list"),
                sources(release, "http://127.0.0.1:" + gateways + "/registry/apt/"));
        Path file = ours.resolve("apt.conf");
        put(file, configuration(ours, state));
        return file;
    }

    private static void put(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, text);
    }

    private static String sources(String release, String registry) {
        return """
               # Ratoon writes these files anew for each sandbox.
               deb [signed-by=%3$s] %2$sdebian %1$s main
               deb [signed-by=%3$s] %2$sdebian %1$s-updates main
               deb [signed-by=%3$s] %2$sdebian-security %1$s-security main
               """
                .formatted(release, registry, KEYS);
    }

    /** The gateway takes one request a connection. */
    private static String configuration(Path ours, Path state) {
        return """
               Dir::Etc "%1$s";
               Dir::Etc::parts "/dev/null";
               Dir::Etc::sourceparts "/dev/null";
               Dir::Etc::preferencesparts "/dev/null";
               Dir::State "%2$s";
               Dir::State::status "%1$s/status";
               Dir::Cache "%2$s";
               Dir::Log "%2$s";
               Acquire::http::Pipeline-Depth "0";
               """
                .formatted(ours, state);
    }
}
