package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What both sides see of the machine: its programs, and the few files of /etc that they need. */
final class SystemMounts {
    private static final List<String> TREES = List.of("bin", "sbin", "lib", "lib32", "lib64");

    /** No resolver, no host's names, no keys: certificates are named one directory at a time. */
    private static final List<String> ETC =
            List.of(
                    "ld.so.cache",
                    "alternatives",
                    "localtime",
                    "os-release",
                    "ssl/certs",
                    "ssl/openssl.cnf",
                    "ca-certificates",
                    "pki/tls/certs",
                    "pki/ca-trust/extracted",
                    // Debian's Maven does not begin without; its settings.xml may hold logins.
                    "maven/m2.conf",
                    "maven/logging");

    private SystemMounts() {}

    static List<Mount> programs() {
        var mounts = new ArrayList<Mount>();
        mounts.add(new Mount.ReadOnly(Path.of("/usr"), "/usr"));
        for (String name : TREES) {
            Path path = Path.of("/", name);
            if (Files.isSymbolicLink(path)) {
                mounts.add(new Mount.Link("usr/" + name, "/" + name));
            } else if (Files.isDirectory(path)) {
                mounts.add(new Mount.ReadOnly(path, "/" + name));
            }
        }
        return mounts;
    }

    static List<Mount> configuration() throws IOException {
        var mounts = new ArrayList<Mount>();
        for (String name : ETC) {
            addIfThere(mounts, Path.of("/etc", name));
        }
        // Debian's JDKs keep their own configuration there.
        try (DirectoryStream<Path> jdks = Files.newDirectoryStream(Path.of("/etc"), "java-*")) {
            jdks.forEach(jdk -> addIfThere(mounts, jdk));
        }
        return mounts;
    }

    private static void addIfThere(List<Mount> mounts, Path path) {
        if (Files.exists(path)) {
            mounts.add(new Mount.ReadOnly(path, path.toString()));
        }
    }
}
