package dev.ratoon.environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings by which a kernel or a distribution refuses sandboxes to ordinary users. */
final class KernelSwitch {
    private static final Path SYSCTL = Path.of("/proc/sys");

    private static final Map<String, String> CLOSED =
            Map.of(
                    "kernel/apparmor_restrict_unprivileged_userns", "1",
                    "kernel/unprivileged_userns_clone", "0",
                    "user/max_user_namespaces", "0");

    private KernelSwitch() {}

    /** What to type when one of them stands in the way. */
    static Optional<String> closed() {
        return closed(SYSCTL);
    }

    static Optional<String> closed(Path sysctl) {
        return CLOSED.entrySet().stream()
                .filter(entry -> read(sysctl.resolve(entry.getKey())).equals(entry.getValue()))
                .map(
                        entry ->
                                "sudo sysctl "
                                        + entry.getKey().replace('/', '.')
                                        + "="
                                        + opened(entry.getKey(), entry.getValue()))
                .sorted()
                .findFirst();
    }

    private static String opened(String key, String closed) {
        return closed.equals("1") ? "0" : key.endsWith("clone") ? "1" : "15000";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
