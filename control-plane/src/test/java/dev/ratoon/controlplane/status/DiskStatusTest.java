package dev.ratoon.controlplane.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.DiskRoom;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskStatusTest {
    private static final Path HOME = Path.of("/srv/ratoon");

    @Test
    void whatIsLeftIsToldAndNothingIsToBeDone() {
        var status = Status.DiskStatus.of(HOME, new DiskRoom(5L << 30, 10L << 30));
        assertEquals("/srv/ratoon (5120 of 10240 MiB are free)", status.description());
        assertNull(status.nextStep());
    }

    @Test
    void whenLittleIsLeftItIsToldBeforeNothingIs() {
        var status = Status.DiskStatus.of(HOME, new DiskRoom(1L << 29, 10L << 30));
        assertTrue(String.valueOf(status.nextStep()).contains("du -sh /srv/ratoon/*"));
    }

    @Test
    void whatCannotBeAskedIsNotTold() {
        DiskRoom unknown = DiskRoom.of(Path.of("/nowhere/at/all"));
        assertEquals(
                new Status.DiskStatus("/srv/ratoon", null), Status.DiskStatus.of(HOME, unknown));
    }
}
