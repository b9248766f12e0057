package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Upstream;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void whatNobodyTakesIsBoundedInNumberAndInBytes() throws Exception {
        assertEquals(1_024, takenOf(100_000, 1));
        assertTrue(takenOf(1_000, 100_000) <= 20);
    }

    /** How many of so many of that size are there, while nobody took any. */
    private static int takenOf(int many, int size) throws Exception {
        var pieces = new Pieces();
        for (int i = 0; i < many; i++) {
            pieces.offer(new byte[size]);
        }
        byte[] mark = {1, 2, 3};
        int taken = 0;
        while (true) {
            byte[] next = pieces.take();
            if (taken == 0) {
                pieces.offer(mark);
            }
            if (next.length == mark.length) {
                return taken;
            }
            taken++;
        }
    }

    @Test
    void whoTakesAfterTheEndGetsNothing() throws Exception {
        var pieces = new Pieces();
        pieces.offer(new byte[9]);
        pieces.end();
        assertEquals(0, pieces.take().length);
    }

    @Test
    void aPieceIsReadAsItWasWritten() throws Exception {
        var piece =
                new Piece(new UUID(7, -8), new Upstream.Chunk("ab.1", "text", 1 << 20, "ärger 🙂"));
        assertEquals(piece, Piece.of(piece.bytes()));
        assertArrayEquals(piece.bytes(), Piece.of(piece.bytes()).bytes());
    }
}
