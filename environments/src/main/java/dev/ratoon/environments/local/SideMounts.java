package dev.ratoon.environments.local;

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
            Side side, AgentFiles agent, Incarnation incarnation, LocalSettings settings, Size size)
            throws IOException {
        Places places = Places.INSIDE;
        var mounts = new ArrayList<Mount>(SystemMounts.programs());
        for (String name : ETC) {
            mounts.add(new Mount.ReadOnly(incarnation.etc().resolve(name), "/etc/" + name));
        }
        mounts.addAll(SystemMounts.configuration());
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
        long bytes = ((long) size.memoryMebibytes() << 20) / 2;
        mounts.add(new Mount.Memory(bytes, "/tmp"));
        mounts.add(new Mount.Memory(bytes, "/dev/shm"));
        mounts.add(new Mount.Writable(incarnation.link(), places.link().toString()));
        switch (side) {
            case RUNNER -> {
                mounts.add(new Mount.Writable(agent.state(), places.state().toString()));
                mounts.add(new Mount.Writable(incarnation.keys(), places.keys().toString()));
                mounts.add(new Mount.ReadOnly(incarnation.doors(), places.doors().toString()));
            }
            case HANDS ->
                    mounts.add(
                            new Mount.Writable(agent.workspace(), places.workspace().toString()));
        }
        return mounts;
    }
}
