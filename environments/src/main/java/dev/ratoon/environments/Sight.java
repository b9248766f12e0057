package dev.ratoon.environments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a script saw in a sandbox, and what of it it should not have seen. */
record Sight(List<String> lines) {
    private static final Set<String> ROOT =
            Set.of(
                    "/bin", "/dev", "/lib", "/lib32", "/lib64", "/proc", "/sbin", "/tmp", "/usr",
                    "/libx32");

    /** The shell, its helper and the sandbox's own init. */
    private static final int MOST_PROCESSES = 4;

    Sight {
        lines = List.copyOf(lines);
    }

    static Sight of(String output) {
        return new Sight(output.lines().map(String::strip).toList());
    }

    /**
     * The first hole, in words; nothing when it is tight.
     *
     * @param hostNamespaces kind to identity, as the host's own processes have them
     */
    Optional<String> hole(Map<String, String> hostNamespaces) {
        if (!lines.contains("done yes")) {
            return Optional.of("the trial did not come to its end");
        }
        for (String path : values("root")) {
            if (!ROOT.contains(path)) {
                return Optional.of("the sandbox sees the host's " + path);
            }
        }
        if (!lines.contains("canary hidden")) {
            return Optional.of("the sandbox sees the host's temporary files");
        }
        if (!lines.contains("system read-only")) {
            return Optional.of("the sandbox can change the host's programs");
        }
        if (!values("interface").stream().allMatch("lo"::equals)) {
            return Optional.of("the sandbox sees the host's network");
        }
        if (values("process").size() > MOST_PROCESSES) {
            return Optional.of("the sandbox sees the host's processes");
        }
        if (values("capabilities").stream().anyMatch(bits -> !bits.matches("0+"))) {
            return Optional.of("the sandbox kept capabilities");
        }
        return sharedNamespace(hostNamespaces);
    }

    private Optional<String> sharedNamespace(Map<String, String> hostNamespaces) {
        for (var host : hostNamespaces.entrySet()) {
            String prefix = host.getKey() + " ";
            List<String> inside =
                    values("namespace").stream().filter(line -> line.startsWith(prefix)).toList();
            if (inside.isEmpty() || inside.contains(prefix + host.getValue())) {
                return Optional.of("the sandbox shares the host's " + host.getKey() + " namespace");
            }
        }
        return Optional.empty();
    }

    private List<String> values(String key) {
        var found = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith(key + " ")) {
                found.add(line.substring(key.length() + 1));
            }
        }
        return found;
    }
}
