package dev.ratoon.git.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of git's protocol, as far as we say something ourselves. */
final class PktLines {
    private static final int MOST_WORDS = 1000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PktLines line(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes("%04x".formatted(content.length + 4).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(content);
        return this;
    }

    PktLines flush() {
        bytes.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** What every git client prints as {@code fatal: remote error: WORDS}, and ends. */
    PktLines error(String words) {
        String oneLine = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line("ERR " + oneLine.substring(0, Math.min(MOST_WORDS, oneLine.length())));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
