package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Throw-away sandboxes: one side each, within the walls of every other one. Whoever asks waits, and
 * finds nothing left; what a crash leaves goes at the next start. Agents at work go before them
 * where processors are short. Each runs on its caller's thread.
 */
final class Errands {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Path all;
    private final Owners owners;
    private final Launcher launcher;
    private final Ending ending;
    private final Cgroups cgroups;
    private final Splices splices;
    private final Phaser running = new Phaser(1);
    private volatile boolean closed;

    Errands(
            Path all,
            Owners owners,
            Launcher launcher,
            Ending ending,
            Cgroups cgroups,
            Splices splices) {
        this.all = all;
        this.owners = owners;
        this.launcher = launcher;
        this.ending = ending;
        this.cgroups = cgroups;
        this.splices = splices;
    }

    ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble, IOException {
        running.register();
        try {
            if (closed) {
                return stopping();
            }
            launcher.check(false);
            check(order);
            ErrandFiles files = ErrandFiles.fresh(all);
            try {
                Owner owner = owners.of(files.uid());
                ErrandEnd end = run(order, files, owner, output);
                if (order.kept() && end instanceof ErrandEnd.Exited) {
                    owner.giveBack(Path.of(order.folder()));
                    files.forgetFolder();
                }
                return end;
            } finally {
                remove(files);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return stopping();
        } finally {
            running.arriveAndDeregister();
        }
    }

    private static ErrandEnd stopping() {
        return new ErrandEnd.Lost("Ratoon is being stopped");
    }

    private static void check(ErrandOrder order) throws SandboxTrouble {
        for (Shared each : order.shared()) {
            if (!Files.isDirectory(Path.of(each.folder()), LinkOption.NOFOLLOW_LINKS)) {
                throw refused("There is no folder to share: " + each.folder());
            }
        }
        if (Files.exists(Path.of(order.folder()), LinkOption.NOFOLLOW_LINKS)) {
            throw refused("What was to be a fresh folder is there already: " + order.folder());
        }
    }

    private static SandboxTrouble refused(String what) {
        return new SandboxTrouble(Blame.INTERNAL, what, "Report it", null);
    }

    private ErrandEnd run(
            ErrandOrder order, ErrandFiles files, Owner owner, Consumer<String> output)
            throws IOException, SandboxTrouble, InterruptedException {
        files.note(order.folder());
        try {
            owner.directory(Path.of(order.folder()));
        } catch (FileAlreadyExistsException e) {
            // Another's, who was faster: it is not this one's to remove.
            files.forgetFolder();
            throw e;
        }
        Incarnation incarnation = files.incarnation();
        Files.createDirectory(incarnation.directory());
        Files.createDirectory(incarnation.doors());
        Files.setPosixFilePermissions(
                incarnation.doors(), PosixFilePermissions.fromString("rwx--x--x"));
        EtcFiles.write(incarnation, owner);
        launcher.writeFilters(incarnation);
        cgroups.make(incarnation.name(), order.bounds().size());
        cgroups.giveWay(incarnation.name());
        try (var _ = new Doors(incarnation.doors(), order.gateways(), splices)) {
            Process process = launcher.launch(order, incarnation, owner);
            var told = new ErrandOutput(output, order.bounds().outputBytes());
            Thread reader =
                    Thread.ofVirtual()
                            .name("output-" + incarnation.name())
                            .start(() -> told.read(process.getInputStream()));
            ErrandEnd end = await(process, order, incarnation);
            finish(incarnation, owner);
            reader.join(LAST_WORDS);
            return end;
        }
    }

    private ErrandEnd await(Process process, ErrandOrder order, Incarnation incarnation)
            throws InterruptedException {
        var disk = new DiskUse(Path.of(order.folder()), order.bounds().diskBytes());
        long end = System.nanoTime() + order.bounds().time().toNanos();
        long pause = LOOK.toNanos();
        while (!process.waitFor(pause, TimeUnit.NANOSECONDS)) {
            if (closed) {
                return stopping();
            }
            if (System.nanoTime() > end) {
                return new ErrandEnd.OutOfTime();
            }
            long before = System.nanoTime();
            Optional<String> beyond = disk.beyond();
            if (beyond.isPresent()) {
                return new ErrandEnd.OutOfBounds(beyond.get());
            }
            // A large folder takes long to look through, and is looked at less often.
            pause = Math.max(LOOK.toNanos(), 2 * (System.nanoTime() - before));
        }
        int code = process.exitValue();
        if (code != 0 && !SideLife.noted(incarnation, Side.HANDS)) {
            return new ErrandEnd.Lost("Its walls did not stand (exit code " + code + ")");
        }
        return disk.beyond()
                .<ErrandEnd>map(ErrandEnd.OutOfBounds::new)
                .orElseGet(() -> new ErrandEnd.Exited(code));
    }

    private void finish(Incarnation incarnation, Owner owner) throws IOException, SandboxTrouble {
        if (!ending.end(incarnation, false, owner)) {
            throw new SandboxTrouble(
                    Blame.EXTERNAL,
                    "Processes of " + incarnation.name() + " do not end",
                    "See what they wait for; the kernel ends them as soon as it can",
                    null);
        }
    }

    /** Ends it, if that is not done, and removes whatever is of it. */
    private void remove(ErrandFiles files) throws IOException, SandboxTrouble {
        ErrandFiles leaving = files.leaving();
        int uid = Owners.read(leaving.uid());
        finish(leaving.incarnation(), uid < 0 ? Owner.whoRunsThis() : Owner.agent(uid));
        Optional<Path> folder = leaving.folder();
        if (folder.isPresent()) {
            Removal.of(folder.get());
        }
        Removal.of(leaving.directory());
        owners.release(uid);
    }

    /** What an earlier process left. */
    void sweep() throws IOException, SandboxTrouble {
        for (ErrandFiles left : ErrandFiles.left(all)) {
            remove(left);
        }
    }

    /** Ends all that run, and waits for it. */
    void close() {
        closed = true;
        running.arriveAndAwaitAdvance();
    }
}
