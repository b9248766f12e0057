package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes versions that no lockfile of this build names and that nobody has used for a while; with
 * them their archives.
 */
record OldVersions(Shelf shelf, Recipes recipes, Platform platform) {
    void sweep(Instant before) throws IOException, InstallTrouble {
        Set<Integrity> current = new HashSet<>();
        for (Shelf.Volume each : shelf.installed()) {
            Optional<byte[]> bytes = recipes.lockfile(each.harness());
            if (bytes.isPresent()) {
                Lockfile lockfile = Lockfile.read(bytes.get());
                lockfile.packages().forEach(one -> current.add(one.integrity()));
                if (lockfile.digest(platform).equals(each.digest())) {
                    continue;
                }
            }
            if (each.used().isBefore(before)) {
                new Unpacked(each.folder()).remove();
            }
        }
        PackageCache.in(shelf.folder()).sweep(current, before);
    }
}
