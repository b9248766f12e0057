package dev.ratoon.controlplane.states;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
    @TempDir Path folder;

    @Test
    void roomIsForOneDraftOnly() throws Exception {
        long room = Files.getFileStore(folder).getUsableSpace() - (1L << 30);
        assumeTrue(room > 1L << 30);
        var files = new StateFiles(folder);
        long most = room / 3 * 2;
        try (var first = files.draft(new UUID(0, 1), most).orElseThrow()) {
            first.write(new byte[10]);
            assertTrue(files.draft(new UUID(0, 2), most).isEmpty());
        }
        try (var next = files.draft(new UUID(0, 3), most).orElseThrow()) {
            next.write(new byte[10]);
        }
    }
}
