package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What packages are chosen for, in npm's words. */
record Platform(String os, String cpu, String libc) {
    static Platform here() {
        String processor = System.getProperty("os.arch", "");
        String cpu =
                switch (processor) {
                    case "amd64", "x86_64" -> "x64";
                    case "aarch64" -> "arm64";
                    default -> processor;
                };
        String os = System.getProperty("os.name", "").startsWith("Linux") ? "linux" : "other";
        return new Platform(os, cpu, hasMusl() ? "musl" : "glibc");
    }

    private static boolean hasMusl() {
        try (DirectoryStream<Path> loaders =
                Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return loaders.iterator().hasNext() && !Files.exists(Path.of("/etc/ld.so.cache"));
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return os + "-" + cpu + "-" + libc;
    }
}
