package dev.ratoon.controlplane.installs;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.ErrandOrder.Bounds;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxOrder.Size;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Installs one lockfile: fetches what is missing, unpacks all of it in a throw-away sandbox, looks
 * at the result, and puts it in its place. Broken off anywhere, the next one goes on from there.
 */
final class Installation {
    private static final String CACHE = "/opt/ratoon/cache";
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Size SIZE = new Size(1024, 200, 64);
    private static final long OUTPUT = 16 * 1024;
    private static final int LAST_LINES = 3;

    /** So much larger than its archives a harness is, at most, as far as we have seen. */
    private static final int UNPACKED = 5;

    private static final long SPARE = 300L << 20;

    /** Arguments: pairs of an archive and its place. */
    private static final String UNPACK =
            """
            set -eu
            umask 022
            while [ $# -gt 0 ]; do
              mkdir -p "$2"
              tar -xzf "$1" -C "$2" --strip-components=1 --no-same-owner --no-same-permissions
              shift 2
            done
            """;

    private final String harness;
    private final Lockfile lockfile;
    private final Shelf shelf;
    private final InstallSettings settings;
    private final Sandboxes sandboxes;
    private final Progress progress;

    Installation(
            String harness,
            Lockfile lockfile,
            Shelf shelf,
            InstallSettings settings,
            Sandboxes sandboxes,
            Progress progress) {
        this.harness = harness;
        this.lockfile = lockfile;
        this.shelf = shelf;
        this.settings = settings;
        this.sandboxes = sandboxes;
        this.progress = progress;
    }

    void run() throws IOException, InstallTrouble, InterruptedException {
        String digest = lockfile.digest(settings.platform());
        try (var _ = shelf.lock(harness, () -> progress.at("another process installs it"))) {
            if (shelf.find(harness, digest).isPresent()) {
                return;
            }
            List<LockedPackage> plan = lockfile.planFor(settings.platform());
            PackageCache cache = PackageCache.in(shelf.folder());
            new Fetching(plan, cache, settings, progress).run();
            progress.at("unpacking " + plan.size() + " packages");
            Unpacked fresh = shelf.fresh(harness, digest);
            fresh.remove();
            try {
                unpack(plan, cache, fresh);
                fresh.check();
                fresh.seal(plan);
                shelf.put(fresh, harness, digest);
            } finally {
                fresh.remove();
            }
        }
    }

    private void unpack(List<LockedPackage> plan, PackageCache cache, Unpacked fresh)
            throws IOException, InstallTrouble, InterruptedException {
        requireRoom(plan, cache);
        var command = new ArrayList<>(List.of("/bin/sh", "-c", UNPACK, "unpack"));
        for (LockedPackage each : plan) {
            command.add(CACHE + "/" + cache.file(each.integrity()).getFileName());
            command.add(each.place());
        }
        var order =
                new ErrandOrder(
                        command,
                        Map.of(),
                        fresh.folder().toString(),
                        true,
                        List.of(new Shared(cache.folder().toString(), CACHE)),
                        Map.of(),
                        new Bounds(SIZE, settings.largest(), OUTPUT, TIME));
        var said = new ArrayList<String>();
        ErrandEnd end;
        try {
            end = sandboxes.run(order, said::add);
        } catch (SandboxTrouble trouble) {
            throw new InstallTrouble(trouble.what(), trouble.nextStep(), trouble);
        }
        String again = "Try again; if it happens again, tell those who make Ratoon";
        switch (end) {
            case ErrandEnd.Exited(int code) -> {
                if (code != 0) {
                    throw new InstallTrouble(
                            "A package could not be unpacked: " + last(said, code), again);
                }
            }
            case ErrandEnd.OutOfTime() ->
                    throw new InstallTrouble(
                            "Unpacking took longer than " + TIME.toMinutes() + " minutes", again);
            case ErrandEnd.OutOfBounds(String words) ->
                    throw new InstallTrouble(
                            "Unpacking was ended: " + words,
                            "Let it have more: ratoon.installs.largest, and room on the disk");
            case ErrandEnd.Lost(String words) ->
                    throw new InstallTrouble("Unpacking was ended: " + words, again);
        }
    }

    private static String last(List<String> said, int code) {
        return said.isEmpty()
                ? "exit code " + code
                : String.join(
                        "; ", said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
    }

    private void requireRoom(List<LockedPackage> plan, PackageCache cache)
            throws IOException, InstallTrouble {
        long archives = 0;
        for (Path file :
                Set.copyOf(plan.stream().map(each -> cache.file(each.integrity())).toList())) {
            archives += Files.size(file);
        }
        Room.require(shelf.folder(), Math.min(settings.largest(), UNPACKED * archives) + SPARE);
    }
}
