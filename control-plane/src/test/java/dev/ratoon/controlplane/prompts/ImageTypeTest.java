package dev.ratoon.controlplane.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageTypeTest {
    @Test
    void anImageIsWhatItBeginsWith() {
        assertEquals(Optional.of(ImageType.PNG), of("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"));
        assertEquals(Optional.of(ImageType.JPEG), of("\u00ff\u00d8\u00ff\u00e0"));
        assertEquals(Optional.of(ImageType.GIF), of("GIF87a"));
        assertEquals(Optional.of(ImageType.GIF), of("GIF89a;"));
        assertEquals(Optional.of(ImageType.WEBP), of("RIFF\1\2\3\4WEBPVP8L"));
    }

    @Test
    void whatIsNoneOfTheFourIsNoImage() {
        for (String other :
                new String[] {
                    "",
                    "\u0089PNG",
                    "\u0089PNG\r\n\u001a\n\0\0\0\rEVIL",
                    "GIF90a",
                    "RIFF\1\2\3\4WAVEfmt ",
                    "RIFF\1\2\3\4WEBP",
                    "<svg xmlns='http://www.w3.org/2000/svg'/>",
                    "<?xml version='1.0'?><svg/>",
                    "<!doctype html>",
                    "%PDF-1.7",
                    "BM",
                    "II*\0",
                    " GIF89a"
                }) {
            assertEquals(Optional.empty(), of(other), other);
        }
    }

    private static Optional<ImageType> of(String bytes) {
        return ImageType.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
