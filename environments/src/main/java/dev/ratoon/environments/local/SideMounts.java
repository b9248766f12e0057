package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxOrder.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What each side has in its file system, beside what both have of the machine. */
final class SideMounts {
    /** In every sandbox the same small ones; written by {@link EtcFiles}. */
    private static final List<String> ETC =
            List.of("passwd", "group", "hosts", "hostname", "nsswitch.conf");

    private SideMounts() {}

    static List<Mount> of(
            Side side,
            SandboxOrder order,
            AgentFiles agent,
            Incarnation incarnation,
            LocalSettings settings)
            throws IOException {
        Places places = Places.INSIDE;
        List<Mount> mounts = machine(incarnation);
        mounts.add(new Mount.ReadOnly(settings.jdk(), places.jdk().toString()));
        if (Files.exists(settings.runnerJar())) {
            mounts.add(new Mount.ReadOnly(settings.runnerJar(), places.jar().toString()));
        }
        Path cache = settings.runnerJar().resolveSibling(JavaPrograms.AOT_CACHE);
        if (Files.exists(cache)) {
            mounts.add(
                    new Mount.ReadOnly(
                            cache, places.jar().resolveSibling(JavaPrograms.AOT_CACHE).toString()));
        }
        mounts.addAll(memory(order.size()));
        mounts.add(new Mount.Writable(incarnation.link(), places.link().toString()));
        switch (side) {
            case RUNNER -> {
                mounts.add(new Mount.Writable(agent.state(), places.state().toString()));
                mounts.add(new Mount.Writable(incarnation.keys(), places.keys().toString()));
                mounts.add(new Mount.ReadOnly(incarnation.doors(), places.doors().toString()));
            }
            case HANDS -> {
                mounts.add(new Mount.Writable(agent.workspace(), places.workspace().toString()));
                mounts.addAll(shared(order.shared()));
            }
        }
        return mounts;
    }

    /** Of an errand: its folder, and what is shared with it. */
    static List<Mount> of(ErrandOrder order, Incarnation incarnation) throws IOException {
        List<Mount> mounts = machine(incarnation);
        mounts.addAll(memory(order.bounds().size()));
        mounts.add(new Mount.Writable(Path.of(order.folder()), ErrandOrder.INSIDE));
        if (!order.gateways().isEmpty()) {
            mounts.add(new Mount.ReadOnly(incarnation.doors(), Places.INSIDE.doors().toString()));
        }
        mounts.addAll(shared(order.shared()));
        return mounts;
    }

    private static List<Mount> machine(Incarnation incarnation) throws IOException {
        var mounts = new ArrayList<Mount>(SystemMounts.programs());
        for (String name : ETC) {
            mounts.add(new Mount.ReadOnly(incarnation.etc().resolve(name), "/etc/" + name));
        }
        mounts.addAll(SystemMounts.configuration());
        return mounts;
    }

    private static List<Mount> memory(Size size) {
        long bytes = ((long) size.memoryMebibytes() << 20) / 2;
        return List.of(new Mount.Memory(bytes, "/tmp"), new Mount.Memory(bytes, "/dev/shm"));
    }

    private static List<Mount> shared(List<Shared> shared) {
        return shared.stream()
                .<Mount>map(each -> new Mount.ReadOnly(Path.of(each.folder()), each.inside()))
                .toList();
    }
}
