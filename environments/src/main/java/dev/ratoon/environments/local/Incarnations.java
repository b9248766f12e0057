package dev.ratoon.environments.local;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts, observes and ends single incarnations; whoever calls holds the workspace's lock. An
 * incarnation is built beside its place, moved there, and only then started: one that stands there
 * is never started again.
 */
final class Incarnations {
    private final Launcher launcher;
    private final Ending ending;
    private final Cgroups cgroups;
    private final Splices splices;
    private final Watch watch;
    private final Map<SandboxName, Doors> doors = new ConcurrentHashMap<>();

    Incarnations(Launcher launcher, Ending ending, Cgroups cgroups, Splices splices, Watch watch) {
        this.launcher = launcher;
        this.ending = ending;
        this.cgroups = cgroups;
        this.splices = splices;
        this.watch = watch;
    }

    void start(AgentFiles agent, SandboxOrder order, Owner owner)
            throws IOException, SandboxTrouble {
        int number = order.name().incarnation();
        launcher.check(order.unconfined());
        Incarnation unfinished = agent.unfinished(number);
        Removal.of(unfinished.directory());
        build(unfinished, order, owner);
        // A socket goes with its directory.
        var open = new Doors(unfinished.doors(), leads(order), splices);
        doors.put(order.name(), open);
        Incarnation incarnation = agent.incarnation(number);
        Files.move(unfinished.directory(), incarnation.directory());
        try {
            cgroups.make(order.name(), order.size());
            for (Side side : Side.values()) {
                Process process = launcher.launch(side, order, agent, incarnation, owner);
                watch.over(new Watch.Watched(order.name(), open), side, process);
            }
        } catch (IOException e) {
            finish(incarnation, "It could not be started: " + e.getMessage(), owner);
            throw new SandboxTrouble(
                    Blame.CAPACITY,
                    "The processes of " + order.name() + " could not be started: " + e.getMessage(),
                    "Make room on the machine, then try again",
                    e);
        }
    }

    private void build(Incarnation incarnation, SandboxOrder order, Owner owner)
            throws IOException, SandboxTrouble {
        Files.createDirectory(incarnation.directory());
        owner.directory(incarnation.link());
        owner.directory(incarnation.keys());
        Files.createDirectory(incarnation.doors());
        // Whatever the umask says: what keeps others out are the directories above.
        Files.setPosixFilePermissions(
                incarnation.doors(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.writeString(incarnation.firstKey(), order.firstKey());
        owner.give(incarnation.firstKey());
        EtcFiles.write(incarnation, owner);
        if (!order.unconfined()) {
            launcher.writeFilters(incarnation);
        }
        new Started(order.unconfined(), leads(order)).write(incarnation);
    }

    private static Map<String, Address> leads(SandboxOrder order) {
        var leads = new TreeMap<>(order.gateways());
        leads.put("control", order.control());
        return leads;
    }

    /** The same order again, perhaps with the addresses of a control plane that came back. */
    void redirect(SandboxOrder order) {
        Doors open = doors.get(order.name());
        if (open != null) {
            open.leadTo(leads(order));
        }
    }

    Observed observe(Incarnation incarnation) {
        SandboxName name = incarnation.name();
        if (Files.exists(incarnation.ended())) {
            return new Observed.Ended(name, text(incarnation.ended()).strip());
        }
        SideLife runner = SideLife.of(incarnation, Side.RUNNER);
        SideLife hands = SideLife.of(incarnation, Side.HANDS);
        boolean unconfined = unconfined(incarnation);
        if (up(runner, unconfined) && up(hands, unconfined)) {
            return new Observed.Running(name);
        }
        for (Side side : Side.values()) {
            if (SideLife.of(incarnation, side).over()) {
                return new Observed.Ended(name, reason(incarnation, side, OptionalInt.empty()));
            }
        }
        return doors.containsKey(name)
                ? new Observed.Starting(name)
                : new Observed.Ended(name, "It was never started");
    }

    private static boolean up(SideLife side, boolean unconfined) {
        return unconfined ? side.started().isPresent() : side.init().isPresent();
    }

    void stop(AgentFiles agent, Incarnation incarnation, Owner owner)
            throws IOException, SandboxTrouble {
        agent.remember(incarnation.name().incarnation());
        shut(incarnation.name());
        Incarnation leaving = agent.leaving(incarnation.name().incarnation());
        Files.move(incarnation.directory(), leaving.directory());
        leave(leaving, owner);
    }

    private void leave(Incarnation leaving, Owner owner) throws IOException, SandboxTrouble {
        if (!ending.end(leaving, unconfined(leaving), owner)) {
            throw new SandboxTrouble(
                    Blame.EXTERNAL,
                    "Processes of " + leaving.name() + " do not end",
                    "See what they wait for; the kernel ends them as soon as it can",
                    null);
        }
        Removal.of(leaving.directory());
    }

    /** One side has ended: the other one is of no use without it. */
    void ended(Incarnation incarnation, Side side, OptionalInt exit, Owner owner)
            throws IOException {
        finish(incarnation, reason(incarnation, side, exit), owner);
    }

    /** Whether that run is not over yet, as far as is known here. */
    boolean isCurrent(Watch.Watched watched) {
        return doors.get(watched.name()) == watched.doors();
    }

    private void finish(Incarnation incarnation, String reason, Owner owner) throws IOException {
        Replacing.write(incarnation.ended(), reason + "\n");
        shut(incarnation.name());
        ending.end(incarnation, unconfined(incarnation), owner);
    }

    private void shut(SandboxName name) {
        Doors open = doors.remove(name);
        if (open != null) {
            open.close();
        }
    }

    /** What an earlier process left: half-made ones go, living ones get their doors again. */
    void adopt(AgentFiles agent, Owner owner) throws IOException, SandboxTrouble {
        for (Incarnation unfinished : agent.unfinished()) {
            Removal.of(unfinished.directory());
        }
        for (Incarnation leaving : agent.leaving()) {
            leave(leaving, owner);
        }
        var current = agent.current();
        if (current.isEmpty() || Files.exists(current.get().ended())) {
            return;
        }
        Incarnation incarnation = current.get();
        if (!(observe(incarnation) instanceof Observed.Running)) {
            finish(incarnation, "It ended while Ratoon was not running", owner);
            return;
        }
        Started started = Started.read(incarnation);
        var open = new Doors(incarnation.doors(), started.doors(), splices);
        doors.put(incarnation.name(), open);
        var watched = new Watch.Watched(incarnation.name(), open);
        for (Side side : Side.values()) {
            SideLife.of(incarnation, side)
                    .started()
                    .ifPresent(life -> watch.over(watched, side, life));
        }
    }

    private static String reason(Incarnation incarnation, Side side, OptionalInt exit) {
        String how = exit.isPresent() ? " with exit code " + exit.getAsInt() : "";
        String last =
                text(incarnation.log(side))
                        .lines()
                        .filter(line -> !line.isBlank())
                        .reduce((_, line) -> line)
                        .map(line -> ": " + line)
                        .orElse("");
        return "The " + side.word() + " side ended" + how + last;
    }

    private static boolean unconfined(Incarnation incarnation) {
        try {
            return Started.read(incarnation).unconfined();
        } catch (IOException _) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException _) {
            return "";
        }
    }

    void close() {
        doors.values().forEach(Doors::close);
        doors.clear();
    }
}
