package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Starts one side: makes its plan, puts walls around it, and runs it in a session of its own, so
 * that neither the end of this process nor a key on its terminal is the end of the sandbox.
 */
final class Launcher {
    private static final String LAUNCH = Host.script("launch.sh");
    private static final String STAGE = Host.script("stage.sh");

    private final Host host;
    private final LocalSettings settings;
    private final Cgroups cgroups;

    Launcher(Host host, LocalSettings settings, Cgroups cgroups) {
        this.host = host;
        this.settings = settings;
        this.cgroups = cgroups;
    }

    /** Refuses, before anything is made, what cannot be done here. */
    void check(boolean unconfined) throws SandboxTrouble {
        if (!host.machine().linux()) {
            throw new SandboxTrouble(
                    Blame.USER,
                    "Sandboxes run on Linux, and this is " + host.machine().system(),
                    "Run Ratoon in a Linux machine",
                    null);
        }
        host.walls(settings.confinement(), unconfined);
    }

    void writeFilters(Incarnation incarnation) throws IOException, SandboxTrouble {
        String processor = System.getProperty("os.arch", "");
        Syscalls calls =
                Syscalls.of(processor)
                        .orElseThrow(
                                () ->
                                        new SandboxTrouble(
                                                Blame.USER,
                                                "There is no system call filter for " + processor,
                                                "Run Ratoon on x86_64 or aarch64",
                                                null));
        for (Side side : Side.values()) {
            Files.write(incarnation.filter(side), Filter.forSide(side, calls));
        }
    }

    Process launch(
            Side side, SandboxOrder order, AgentFiles agent, Incarnation incarnation, Owner owner)
            throws IOException, SandboxTrouble {
        return launch(
                plan(side, order, agent, incarnation, owner),
                host.walls(settings.confinement(), order.unconfined()),
                incarnation,
                owner,
                ProcessBuilder.Redirect.DISCARD);
    }

    /** An errand is a side by itself; what it prints comes to this process. */
    Process launch(ErrandOrder order, Incarnation incarnation, Owner owner)
            throws IOException, SandboxTrouble {
        Files.createFile(incarnation.heard());
        var command = new ArrayList<String>();
        command.addAll(Rlimits.ofFiles(order.bounds().diskBytes(), host));
        command.addAll(Rlimits.command(cgroups.bounds(), order.bounds().size(), host));
        command.addAll(order.command());
        return launch(
                new SidePlan(
                        Side.HANDS,
                        incarnation.name().workspace(),
                        owner.insideUid(),
                        owner.insideGid(),
                        SideMounts.of(order, incarnation),
                        SideEnvironment.of(order),
                        ErrandOrder.INSIDE,
                        command),
                host.walls(settings.confinement(), false),
                incarnation,
                owner,
                ProcessBuilder.Redirect.PIPE);
    }

    private Process launch(
            SidePlan wanted,
            Walls walls,
            Incarnation incarnation,
            Owner owner,
            ProcessBuilder.Redirect output)
            throws IOException, SandboxTrouble {
        SidePlan plan = wanted;
        var line = new ArrayList<String>();
        line.addAll(List.of(host.program("setsid"), "/bin/sh", "-c", LAUNCH, "ratoon"));
        line.addAll(List.of(incarnation.directory().toString(), plan.side().word()));
        line.add(
                cgroups.groups(incarnation.name(), plan.side()).stream()
                        .map(Path::toString)
                        .collect(Collectors.joining("\n")));
        if (owner.own() && !(walls instanceof Walls.Open)) {
            Staged staged = Staged.of(plan.mounts());
            line.addAll(List.of(host.program("unshare"), "--mount", "--propagation", "slave"));
            line.addAll(List.of("/bin/sh", "-c", STAGE, "ratoon"));
            line.addAll(staged.arguments());
            line.addAll(List.of(host.program("setpriv"), "--reuid=" + owner.uid()));
            line.addAll(List.of("--regid=" + owner.gid(), "--clear-groups", "--inh-caps=-all"));
            line.add("--");
            plan = plan.with(staged.mounts());
        }
        line.addAll(walls.around(plan));
        var builder =
                new ProcessBuilder(line)
                        .directory(Path.of("/").toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(output)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Nothing of the control plane's own environment goes any further.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private SidePlan plan(
            Side side, SandboxOrder order, AgentFiles agent, Incarnation incarnation, Owner owner)
            throws IOException, SandboxTrouble {
        Places places =
                order.unconfined()
                        ? Places.withoutWalls(agent, incarnation, settings)
                        : Places.INSIDE;
        SortedMap<String, String> environment =
                SideEnvironment.of(side, order.name(), order.gateways().keySet(), places);
        if (order.unconfined()) {
            environment.put(Unconfined.MARK, order.name().toString());
        }
        var command = new ArrayList<String>();
        command.addAll(Rlimits.command(cgroups.bounds(), order.size(), host));
        command.addAll(settings.programs().command(side, places.jdk(), places.jar()));
        return new SidePlan(
                side,
                order.name().workspace(),
                owner.insideUid(),
                owner.insideGid(),
                SideMounts.of(side, order, agent, incarnation, settings),
                environment,
                side == Side.HANDS ? places.workspace().toString() : "/",
                command);
    }
}
