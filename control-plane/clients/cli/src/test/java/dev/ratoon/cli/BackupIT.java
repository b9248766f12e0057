package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that does not arrive whole must not look like one. */
class BackupIT {
    private static final byte[] TABLE = "1\tann\n2\tbob\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void aWholeOneIsKept() throws Exception {
        byte[] whole = zip(TABLE, checksums(TABLE));
        Spoken spoken = backup(whole);
        assertEquals(0, spoken.exit(), spoken::toString);
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("b.zip")));
    }

    @Test
    void whatItIsWithoutIsSaidAndItIsKept() throws Exception {
        String lost = "\"lost\":{\"count\":2,\"named\":[\"c0ffee\"]},\"entries\":";
        byte[] whole = zip(TABLE, checksums(TABLE).replace("\"entries\":", lost));
        Spoken spoken = backup(whole);
        assertEquals(1, spoken.exit(), spoken::toString);
        assertTrue(spoken.err().contains("2, the first is c0ffee"), spoken::toString);
        assertTrue(spoken.err().contains("Next: Restore a backup that has them"), spoken::toString);
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("b.zip")));
    }

    @Test
    void oneThatIsCutInTheMiddleIsNotKept() throws Exception {
        byte[] whole = zip(TABLE, checksums(TABLE));
        assertNotKept(backup(Arrays.copyOf(whole, whole.length / 2)));
        assertNotKept(backup(Arrays.copyOf(whole, whole.length - 1)));
    }

    @Test
    void oneThatTheServerGaveUpInOrderIsNotKept() throws Exception {
        Spoken spoken = backup(zip(TABLE, null));
        assertNotKept(spoken);
        assertTrue(spoken.err().contains("checksums.json is missing"), spoken::toString);
    }

    @Test
    void oneThatSaysOtherThanItHoldsIsNotKept() throws Exception {
        byte[] other = "1\tann\n2\teve\n".getBytes(StandardCharsets.UTF_8);
        assertNotKept(backup(zip(other, checksums(TABLE))));
        assertNotKept(backup(zip(TABLE, "{\"entries\":[]}")));
    }

    @Test
    void whereNoFileCanBeIsSaidBeforeAnythingIsAsked() throws Exception {
        for (Path target : List.of(folder, folder.resolve("none/b.zip"))) {
            Spoken spoken =
                    Spoken.by(
                            "backup", "--force", "--url", "http://127.0.0.1:1", target.toString());
            assertEquals(1, spoken.exit(), spoken::toString);
            assertTrue(spoken.err().contains("folder"), spoken::toString);
            assertTrue(spoken.err().contains("Next: Name a file in a folder"), spoken::toString);
        }
        assertTrue(Files.isDirectory(folder));
    }

    private Spoken backup(byte[] sent) throws IOException {
        try (var server = FakeServer.answering("200 OK", "application/zip", sent)) {
            return Spoken.by("backup", "--url", server.url(), folder.resolve("b.zip").toString());
        }
    }

    private void assertNotKept(Spoken spoken) throws IOException {
        assertEquals(1, spoken.exit(), spoken::toString);
        assertTrue(spoken.err().contains("was not written"), spoken::toString);
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private static byte[] zip(byte[] table, @Nullable String checksums) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("tables/users.copy"));
            zip.write(table);
            if (checksums != null) {
                zip.putNextEntry(new ZipEntry("checksums.json"));
                zip.write(checksums.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String checksums(byte[] table) throws Exception {
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(table));
        return """
        {"entries":[{"name":"tables/users.copy","bytes":%d,"sha256":"%s"}]}\
        """
                .formatted(table.length, sum);
    }
}
