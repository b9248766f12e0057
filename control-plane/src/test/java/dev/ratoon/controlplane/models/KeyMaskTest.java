package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaskTest {
    private static final String KEY = "aabaaac";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void howeverAnAnswerFallsIntoPiecesTheKeyIsNotInIt(int pieces) {
        for (String text :
                new String[] {
                    "x aabaaac y", "aabaaacaabaaac", "aabaabaaac", "aaaaabaaac", "aabaaa", "aab", ""
                }) {
            assertEquals(text.replace(KEY, "*******"), passed(text, pieces), text);
        }
    }

    private static String passed(String text, int pieces) {
        var mask = new KeyMask(KEY);
        var out = new ByteArrayOutputStream();
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += pieces) {
            byte[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + pieces));
            out.writeBytes(mask.masked(piece, piece.length));
        }
        out.writeBytes(mask.rest());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoPartOfTheKeyIsNotHeldBack() {
        byte[] piece = "data: x\n\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(piece.length, new KeyMask("sk-1").masked(piece, piece.length).length);
    }
}
