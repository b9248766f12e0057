package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.harness.PromptImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePiecesTest {
    private static final int LARGE = 1 << 20;

    private final ImagePieces pieces = new ImagePieces();

    private void keep(String image, int from, String data) {
        pieces.keep(new ToRunner.ImagePiece(image, from, data));
    }

    private List<PromptImage> take(ToRunner.Image... images) {
        return pieces.take(new ToRunner.Prompt(1, 1, "look", List.of(images)));
    }

    private static ToRunner.Image image(String name, long bytes) {
        return new ToRunner.Image(name, "image/png", bytes);
    }

    @Test
    void whatHasComeWholeIsGivenOnceAndInOrder() {
        keep("a", 0, "AAAA");
        keep("a", 3, "BB==");
        assertEquals(List.of(new PromptImage("image/png", "AAAABB==")), take(image("a", 4)));
        assertEquals(List.of(), take(image("a", 4)));
    }

    @Test
    void aPieceThatDoesNotFollowIsPassedOverAndHalfAnImageIsNone() {
        keep("a", 3, "BBBB");
        keep("b", 0, "AAAA");
        keep("b", 6, "CCCC");
        assertEquals(List.of(), take(image("a", 3), image("b", 6)));
    }

    @Test
    void whatIsBegunAnewIsForgottenFirst() {
        keep("a", 0, "AAAA");
        keep("a", 0, "BBBB");
        assertEquals(List.of(new PromptImage("image/png", "BBBB")), take(image("a", 3)));
    }

    @Test
    void noMoreIsKeptThanAPromptHas() {
        String data = "A".repeat(LARGE);
        for (int i = 0; i < 12; i++) {
            keep("a" + i, 0, data);
        }
        keep("beyond", 0, "AAAA");
        ToRunner.Image last = image("a11", LARGE / 4 * 3);
        assertEquals(1, take(last, image("beyond", 3)).size());
    }
}
