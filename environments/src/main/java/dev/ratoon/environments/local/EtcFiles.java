package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The files of /etc that a sandbox has of its own: who it is, and that it can ask nobody. */
final class EtcFiles {
    private EtcFiles() {}

    static void write(Incarnation incarnation, Owner owner) throws IOException {
        Files.createDirectory(incarnation.etc());
        Files.setPosixFilePermissions(
                incarnation.etc(), PosixFilePermissions.fromString("rwxr-xr-x"));
        String hostname = incarnation.name().workspace();
        Map<String, String> files =
                Map.of(
                        "passwd",
                        "agent:x:%d:%d:agent:/workspace/home:/bin/sh%n"
                                        .formatted(owner.insideUid(), owner.insideGid())
                                + "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
                        "group",
                        "agent:x:%d:%nnogroup:x:65534:%n".formatted(owner.insideGid()),
                        "hosts",
                        "127.0.0.1 localhost %s%n::1 localhost%n".formatted(hostname),
                        "hostname",
                        hostname + "\n",
                        "nsswitch.conf",
                        "passwd: files\ngroup: files\nhosts: files\n");
        for (var file : files.entrySet()) {
            Path path = incarnation.etc().resolve(file.getKey());
            Files.writeString(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
