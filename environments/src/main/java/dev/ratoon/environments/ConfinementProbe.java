package dev.ratoon.environments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a sandbox can be confined here, by confining a script that looks around and by
 * judging what it saw. Tries bubblewrap, then util-linux; as root it becomes nobody first, because
 * a sandbox that root makes can still read what only root may. Blocks for two seconds at most with
 * each: one that is slow does not keep the next from being tried.
 */
public final class ConfinementProbe {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final Machine machine;
    private final Duration bound;
    private final String lookAround = resource("look-around.sh");
    private final String setUp = resource("set-up-with-util-linux.sh");

    public ConfinementProbe() {
        this(Machine.thisOne());
    }

    ConfinementProbe(Machine machine) {
        this(machine, BOUND);
    }

    ConfinementProbe(Machine machine, Duration bound) {
        this.machine = machine;
        this.bound = bound;
    }

    public Confinement probe() {
        if (!machine.linux()) {
            return new Confinement.Unavailable(
                    machine.system() + " has no way that Ratoon knows", InstallCommand.on(machine));
        }
        var reasons = new ArrayList<String>();
        for (Confiner confiner : confiners(reasons)) {
            String hole = attempt(confiner);
            if (hole == null) {
                return confiner.found(version(confiner));
            }
            reasons.add(hole);
        }
        return new Confinement.Unavailable(
                String.join("; ", reasons),
                KernelSwitch.closed().orElse(InstallCommand.on(machine)));
    }

    private List<Confiner> confiners(List<String> reasons) {
        Optional<Path> setpriv = machine.command("setpriv");
        if (machine.root() && setpriv.isEmpty()) {
            reasons.add("setpriv (util-linux) is not installed, and root must not be confined");
            return List.of();
        }
        List<String> dropRoot =
                machine.root()
                        ? List.of(
                                setpriv.orElseThrow().toString(),
                                "--reuid=" + Confiner.UNPRIVILEGED,
                                "--regid=" + Confiner.UNPRIVILEGED,
                                "--clear-groups",
                                "--no-new-privs",
                                "--")
                        : List.of();
        var found = new ArrayList<Confiner>();
        machine.command("bwrap")
                .ifPresentOrElse(
                        bwrap -> found.add(new Confiner.ByBubblewrap(bwrap, dropRoot)),
                        () -> reasons.add("bubblewrap is not installed"));
        Optional<Path> unshare = machine.command("unshare");
        if (unshare.isPresent()
                && setpriv.isPresent()
                && machine.command("pivot_root").isPresent()) {
            found.add(new Confiner.ByUtilLinux(unshare.get(), dropRoot, setUp));
        } else {
            reasons.add("unshare, pivot_root and setpriv (util-linux) are not all installed");
        }
        return found;
    }

    /** Why this one does not confine, or null when it does. */
    private @Nullable String attempt(Confiner confiner) {
        String name =
                switch (confiner) {
                    case Confiner.ByBubblewrap _ -> "bubblewrap";
                    case Confiner.ByUtilLinux _ -> "util-linux";
                };
        try {
            Path canary = Files.createTempFile("ratoon-canary", null);
            try {
                String script = "CANARY='" + canary + "'\n" + lookAround;
                Trial trial = Trial.run(confiner.command(script), bound);
                if (!trial.succeeded()) {
                    return name + " failed: " + trial.firstComplaint();
                }
                return Sight.of(trial.output())
                        .hole(namespaces())
                        .map(hole -> name + " leaks: " + hole)
                        .orElse(null);
            } finally {
                Files.delete(canary);
            }
        } catch (IOException e) {
            return name + " could not be tried: " + e.getMessage();
        }
    }

    private String version(Confiner confiner) {
        Trial trial = Trial.run(confiner.versionCommand(), bound);
        String first = trial.output().lines().findFirst().orElse("unknown").strip();
        return first.substring(first.lastIndexOf(' ') + 1);
    }

    private static Map<String, String> namespaces() throws IOException {
        var namespaces = new LinkedHashMap<String, String>();
        for (String kind : List.of("net", "pid", "mnt", "ipc", "user")) {
            namespaces.put(kind, Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString());
        }
        return namespaces;
    }

    private static String resource(String name) {
        try (InputStream in = ConfinementProbe.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
