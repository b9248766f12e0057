package dev.ratoon.controlplane.installs;

import dev.ratoon.environments.Sandboxes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lockfile and what has become of it here: Node, or a harness. At most one thread installs it;
 * who wants it does not wait.
 */
final class Part {
    private static final System.Logger LOG = System.getLogger(Part.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final String name;
    private final Lockfile lockfile;
    private final Shelf shelf;
    private final InstallSettings settings;
    private final Clock clock;
    private @Nullable Progress progress;
    private @Nullable InstallTrouble trouble;
    private Instant again = Instant.MIN;
    private int failures;

    Part(String name, Lockfile lockfile, Shelf shelf, InstallSettings settings, Clock clock) {
        this.name = name;
        this.lockfile = lockfile;
        this.shelf = shelf;
        this.settings = settings;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    Lockfile lockfile() {
        return lockfile;
    }

    String digest() {
        return lockfile.digest(settings.platform());
    }

    Optional<Path> folder() {
        Optional<Path> there = shelf.find(name, digest());
        there.ifPresent(folder -> shelf.use(folder, clock.instant()));
        return there;
    }

    synchronized Optional<String> underway() {
        return Optional.ofNullable(progress).map(Progress::words);
    }

    synchronized Optional<InstallTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** What has failed may be tried again at once. */
    synchronized void doNotWait() {
        again = Instant.MIN;
    }

    /** Begins, unless it is there, or has begun, or has failed a moment ago. */
    synchronized void want(Sandboxes sandboxes, Runnable changed, Afterwards afterwards) {
        if (progress != null || clock.instant().isBefore(again) || folder().isPresent()) {
            return;
        }
        var begun = new Progress(changed);
        progress = begun;
        Thread.ofVirtual()
                .name("install-" + name)
                .start(
                        () -> {
                            install(sandboxes, begun, afterwards);
                            changed.run();
                        });
    }

    /** What is done when something new is there; its failure is none of the install's. */
    interface Afterwards {
        void run() throws IOException, InstallTrouble;
    }

    private void install(Sandboxes sandboxes, Progress begun, Afterwards afterwards) {
        InstallTrouble failed = null;
        try {
            new Installation(name, lockfile, shelf, settings, sandboxes, begun).run();
        } catch (InstallTrouble e) {
            failed = e;
        } catch (IOException e) {
            failed =
                    new InstallTrouble(
                            "The folder for harnesses, %s, cannot be used (%s)"
                                    .formatted(shelf.folder(), e),
                            "See that the disk has room and the folder is this user's",
                            e);
        } catch (InterruptedException e) {
            failed = new InstallTrouble("It was broken off", "Want it again", e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The install of " + name, e);
            failed = new InstallTrouble("It failed: " + e, "See the log, and report it", e);
        }
        ended(failed);
        if (failed == null) {
            try {
                afterwards.run();
            } catch (IOException | InstallTrouble e) {
                LOG.log(System.Logger.Level.WARNING, "Old versions of harnesses are left", e);
            }
        }
    }

    private synchronized void ended(@Nullable InstallTrouble failed) {
        progress = null;
        trouble = failed;
        if (failed == null) {
            failures = 0;
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
        again = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} is not installed: {1}. {2}",
                name,
                failed.what(),
                failed.nextStep());
    }
}
