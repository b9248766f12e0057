package dev.ratoon.environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The probe in a process of its own, where only the named commands are found. */
final class ProbeAlone {
    private ProbeAlone() {}

    public static void main(String... commands) throws IOException {
        Machine real = Machine.thisOne();
        Path directory = Files.createTempDirectory("ratoon-probe");
        for (String name : commands) {
            Files.createSymbolicLink(directory.resolve(name), real.command(name).orElseThrow());
        }
        var machine = new Machine(real.system(), real.root(), List.of(directory), real.osRelease());
        System.out.println(new ConfinementProbe(machine).probe().getClass().getSimpleName());
        for (String name : commands) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }
}
