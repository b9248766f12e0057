package dev.ratoon.git.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedTalkTest {
    private static final String ASIDE = "\2";
    private static final String OBJECTS = "\1";

    @Test
    void whatIsSaidComesThroughAsItWas() throws IOException {
        byte[] said = said("# service=git-upload-pack\n", "", ASIDE + "counting", OBJECTS + "PACK");
        assertArrayEquals(said, new BoundedTalk(new ByteArrayInputStream(said)).readAllBytes());
        assertArrayEquals(said, byteByByte(said));
    }

    @Test
    void objectsAreNotCounted() throws IOException {
        byte[] said = many(OBJECTS + "x".repeat(60_000), 500);
        assertArrayEquals(said, new BoundedTalk(new ByteArrayInputStream(said)).readAllBytes());
    }

    @Test
    void aListIsBounded() {
        assertEquals("it lists more than 16 MiB", trouble(many("1".repeat(60_000), 300)));
    }

    @Test
    void wordsForPeopleAreBoundedAndShortOnesCountForMore() {
        assertEquals(
                "it says more than 256 KiB besides", trouble(many(ASIDE + "x".repeat(999), 300)));
        assertEquals("it says more than 256 KiB besides", trouble(many(ASIDE, 5_000)));
    }

    @Test
    void whereItReadsDoesNotMatter() {
        byte[] said = many(ASIDE + "x".repeat(999), 300);
        assertThrows(IOException.class, () -> byteByByte(said));
    }

    @Test
    void whatIsNoPacketIsLeftToWhoeverReadsIt() throws IOException {
        byte[] said =
                ("0008NAK\n" + "PACK" + "0005\2".repeat(100_000))
                        .getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(said, new BoundedTalk(new ByteArrayInputStream(said)).readAllBytes());
    }

    private static String trouble(byte[] said) {
        InputStream talk = new BoundedTalk(new ByteArrayInputStream(said));
        return assertThrows(IOException.class, talk::readAllBytes).getMessage();
    }

    private static byte[] byteByByte(byte[] said) throws IOException {
        var talk = new BoundedTalk(new ByteArrayInputStream(said));
        var read = new ByteArrayOutputStream();
        for (int one = talk.read(); one >= 0; one = talk.read()) {
            read.write(one);
        }
        return read.toByteArray();
    }

    private static byte[] many(String payload, int times) {
        return said(java.util.Collections.nCopies(times, payload).toArray(String[]::new));
    }

    /** An empty one is the mark between packets. */
    private static byte[] said(String... payloads) {
        var all = new StringBuilder();
        for (String payload : payloads) {
            all.append("%04x".formatted(payload.isEmpty() ? 0 : payload.length() + 4))
                    .append(payload);
        }
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
