package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while all runs: said to who is there, and over when there is room again. */
@Tag("long")
class FillingDiskIT {
    @TempDir Path folder;

    @Test
    void whoAsksIsToldAndGoesOnWhenThereIsRoom() throws Exception {
        try (var ratoon = new Installation(folder)) {
            Path disk = Files.createDirectory(ratoon.home());
            boolean mounted = shell("mount -t tmpfs -o size=200m ratoon-test '" + disk + "'") == 0;
            if (!mounted) {
                System.out.println("Skipped: a full disk. This user may not mount one.");
            }
            assumeTrue(mounted, "may not mount");
            try {
                Launched up = ratoon.up();
                Path filling = disk.resolve("filling");
                fill(filling);
                Launched.End refused = untilRefused(ratoon);
                assertTrue(refused.err().contains("disk that holds Ratoon's data is full"));
                assertTrue(refused.err().contains("Make room"), refused::toString);
                Files.delete(filling);
                ratoon.answer("team", "add", "after");
                assertFalse(ratoon.json("team", "list").isEmpty());
                up.kill("INT");
                assertEquals(0, up.end().exit());
            } finally {
                ratoon.killAll();
                shell("umount '" + disk + "'");
            }
        }
    }

    /** What is written goes into pages that the database has already, as long as there are some. */
    private static Launched.End untilRefused(Installation ratoon) throws Exception {
        for (int i = 0; i < 200; i++) {
            Launched.End end = ratoon.ratoon("team", "add", "team-" + i);
            if (end.exit() != 0) {
                return end;
            }
        }
        throw new AssertionError("a full disk took all of it");
    }

    private static void fill(Path file) throws IOException {
        byte[] some = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // Full, as it should be.
        }
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
    }
}
