package dev.ratoon.environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of the machine matters before anything is tried on it.
 *
 * @param system the operating system, as {@code os.name} has it
 * @param root whether this process runs as uid 0
 * @param path where commands are looked for
 * @param osRelease the text of {@code /etc/os-release}, or nothing
 */
public record Machine(String system, boolean root, List<Path> path, String osRelease) {
    /** Where programs lie that an ordinary user's PATH often leaves out. */
    private static final String ALSO = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

    public Machine {
        path = List.copyOf(path);
    }

    public static Machine thisOne() {
        String path = System.getenv().getOrDefault("PATH", "") + ":" + ALSO;
        return new Machine(
                System.getProperty("os.name", ""), isRoot(), directories(path), osReleaseText());
    }

    static List<Path> directories(String path) {
        return Arrays.stream(path.split(":", -1))
                .filter(name -> name.startsWith("/"))
                .map(Path::of)
                .distinct()
                .toList();
    }

    public boolean linux() {
        return system.equals("Linux");
    }

    public Optional<Path> command(String name) {
        return path.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String osReleaseText() {
        try {
            return Files.readString(Path.of("/etc/os-release"));
        } catch (IOException e) {
            return "";
        }
    }
}
