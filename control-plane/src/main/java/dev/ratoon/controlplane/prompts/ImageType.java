package dev.ratoon.controlplane.prompts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What image some bytes are, by what they begin with: what a file is called, or whoever sends it
 * says, counts for nothing. Nothing is decoded, so that no image is larger here than its bytes. SVG
 * is none of them: it is a program. Pure.
 */
enum ImageType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp");

    private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_HEAD = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private final String word;

    ImageType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<ImageType> of(byte[] bytes) {
        if (has(bytes, 0, PNG_HEAD) && has(bytes, 12, ascii("IHDR"))) {
            return Optional.of(PNG);
        }
        if (has(bytes, 0, JPEG_HEAD)) {
            return Optional.of(JPEG);
        }
        if (has(bytes, 0, ascii("GIF87a")) || has(bytes, 0, ascii("GIF89a"))) {
            return Optional.of(GIF);
        }
        boolean isWebp =
                has(bytes, 0, ascii("RIFF"))
                        && has(bytes, 8, ascii("WEBP"))
                        && has(bytes, 12, ascii("VP8"));
        return isWebp ? Optional.of(WEBP) : Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean has(byte[] bytes, int at, byte[] wanted) {
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
