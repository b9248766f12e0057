package dev.ratoon.environments.local;

import dev.ratoon.environments.Confinement;
import dev.ratoon.environments.Machine;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of this machine that the provider uses, and who runs them. */
record Host(Machine machine) {
    boolean root() {
        return machine.root();
    }

    String program(String name) throws SandboxTrouble {
        return machine.command(name)
                .map(Path::toString)
                .orElseThrow(
                        () ->
                                new SandboxTrouble(
                                        Blame.USER,
                                        "A sandbox needs the program " + name,
                                        "Install it (package util-linux or coreutils)",
                                        null));
    }

    /** The user that this process is, as it is mapped into a sandbox when it is not root. */
    static int own(String attribute) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:" + attribute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Walls walls(Confinement confinement, boolean unconfined) throws SandboxTrouble {
        if (unconfined) {
            return new Walls.Open();
        }
        return switch (confinement) {
            case Confinement.Bubblewrap(String version) -> {
                Path bwrap = Path.of(program("bwrap"));
                boolean newer = !version.matches("0\\.[0-7](\\..*)?");
                yield new Walls.Bubblewrap(bwrap, newer && !setuid(bwrap), newer);
            }
            case Confinement.UtilLinux _ ->
                    new UtilLinuxWalls(
                            Path.of(program("unshare")), script("walls.sh"), filtering());
            case Confinement.Pods _ ->
                    throw new IllegalStateException("sandboxes of this machine are no pods");
            case Confinement.Unavailable(String reason, String nextStep) ->
                    throw new SandboxTrouble(
                            Blame.USER,
                            "Nothing on this machine can confine an agent: " + reason,
                            nextStep,
                            null);
        };
    }

    /** The number of the call that loads a filter, when there is something to make it with. */
    private int filtering() {
        return machine.command("perl")
                .filter(perl -> perl.startsWith("/usr") || perl.startsWith("/bin"))
                .flatMap(_ -> Syscalls.of(System.getProperty("os.arch", "")))
                .map(calls -> calls.number("prctl"))
                .orElse(0);
    }

    /** Whether system calls are filtered, in words. */
    String filteringDescription(Confinement confinement) {
        return switch (confinement) {
            case Confinement.Bubblewrap _ -> "system calls filtered";
            case Confinement.UtilLinux _ ->
                    filtering() == 0
                            ? "system calls not filtered (perl is missing)"
                            : "system calls filtered";
            case Confinement.Pods _, Confinement.Unavailable _ -> "system calls not filtered";
        };
    }

    private static boolean setuid(Path program) {
        try {
            return ((Integer) Files.getAttribute(program, "unix:mode") & 04000) != 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String script(String name) {
        try (InputStream in = Host.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
