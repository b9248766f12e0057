package dev.ratoon.controlplane.installs;

import java.util.List;

/**
 * One package of a lockfile.
 *
 * @param place where it goes, below the harness's folder
 * @param file its path in a registry
 * @param fits which systems, processors and C libraries it is for, as npm writes them
 * @param programs its files that are started, as paths within it
 */
record LockedPackage(
        String place,
        String name,
        String version,
        String file,
        Integrity integrity,
        boolean optional,
        Fits fits,
        List<String> programs) {
    LockedPackage {
        programs = List.copyOf(programs);
    }

    /** Each list empty for all; a word with an exclamation mark excludes. */
    record Fits(List<String> os, List<String> cpu, List<String> libc) {
        boolean on(Platform platform) {
            return has(os, platform.os())
                    && has(cpu, platform.cpu())
                    && has(libc, platform.libc());
        }

        private static boolean has(List<String> words, String word) {
            if (words.contains("!" + word)) {
                return false;
            }
            List<String> named = words.stream().filter(each -> !each.startsWith("!")).toList();
            return named.isEmpty() || named.contains(word) || named.contains("any");
        }
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
