package dev.ratoon.runner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final String SECRET = "hunter2-hunter2";

    @TempDir Path folder;

    @Test
    void itIsFoundAsItIsAndAsItIsUsuallyWritten() throws Exception {
        write("plain", "token=" + SECRET + "\n");
        write(
                "basic",
                Base64.getEncoder()
                        .encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        write("sub/deep/.npmrc", "//registry/:_authToken=" + SECRET);
        write("clean", "hunter2-hunter3 hunter2-hunter");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/x/" + SECRET));
        Files.createDirectory(folder.resolve("of-" + SECRET));
        assertEquals(
                java.util.Set.of("plain", "basic", "sub/deep/.npmrc", "link", "of-" + SECRET),
                found().keySet());
    }

    @Test
    void itIsFoundInACommitAndInGzip() throws Exception {
        var object = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(object)) {
            out.write(("blob 20\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        }
        String name = ".git/objects/ab/" + "c".repeat(38);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), object.toByteArray());
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(("x".repeat(100_000) + SECRET).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("a.gz"), zipped.toByteArray());
        assertEquals(java.util.Set.of(name, "a.gz"), found().keySet());
    }

    @Test
    void itIsFoundWhereverItLiesInALongFile() throws Exception {
        var haystack = new Haystack(Needle.of(Map.of("TOKEN", SECRET)));
        // The window is a little longer than 64 KiB.
        for (int before = 65_400; before < 65_700; before++) {
            byte[] file = ("z".repeat(before) + SECRET).getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    Optional.of("TOKEN"),
                    haystack.search(new ByteArrayInputStream(file), Long.MAX_VALUE),
                    "" + before);
        }
    }

    @Test
    void whatCannotBeReadIsTold() throws Exception {
        Path file = write("closed", "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        if (!Files.isReadable(file)) {
            assertEquals(Map.of("closed", ""), found());
        }
    }

    @Test
    void aFileThatUnpacksWithoutEndIsGivenUp() throws Exception {
        var haystack = new Haystack(Needle.of(Map.of("TOKEN", SECRET)));
        var endless =
                new java.io.InputStream() {
                    @Override
                    public int read() {
                        return 'z';
                    }
                };
        assertTrue(haystack.search(endless, 1 << 20).isEmpty());
    }

    private Map<String, String> found() throws IOException {
        var found = new TreeMap<String, String>();
        new Search(
                        Needle.of(Map.of("TOKEN", SECRET)),
                        (name, path) -> found.put(folder.relativize(path).toString(), name))
                .below(folder);
        return found;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
