package dev.ratoon.controlplane.survival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A pod that its node neither ends nor says anything new of: what keeps its containers there stands
 * still. Its containers run on. The node is this machine.
 */
record HeldPod(ProcessHandle keeper) implements AutoCloseable {
    /** Empty where the agent's processes are on another machine. */
    static Optional<HeldPod> of(String agent) throws IOException {
        Optional<ProcessHandle> keeper =
                ProcessHandle.allProcesses()
                        .filter(each -> environment(each).contains("RATOON_AGENT=" + agent + "\0"))
                        .flatMap(each -> keeper(each).stream())
                        .findFirst();
        if (keeper.isPresent()) {
            signal("STOP", keeper.get());
        }
        return keeper.map(HeldPod::new);
    }

    @Override
    public void close() throws IOException {
        signal("CONT", keeper);
    }

    private static void signal(String name, ProcessHandle to) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()));
        if (kill.inheritIO().start().onExit().join().exitValue() != 0) {
            throw new IOException("kill -" + name + " " + to.pid() + " failed");
        }
    }

    private static Optional<ProcessHandle> keeper(ProcessHandle process) {
        return process.parent()
                .flatMap(
                        parent ->
                                text(parent, "comm").startsWith("containerd-shim")
                                        ? Optional.of(parent)
                                        : keeper(parent));
    }

    private static String environment(ProcessHandle process) {
        return text(process, "environ");
    }

    private static String text(ProcessHandle process, String file) {
        try {
            Path path = Path.of("/proc", Long.toString(process.pid()), file);
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It has ended, or is somebody else's.
            return "";
        }
    }
}
