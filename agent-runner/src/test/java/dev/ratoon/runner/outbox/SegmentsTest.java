package dev.ratoon.runner.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private final List<String> cut = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Segments segments =
            new Segments(
                    (offset, text, last) ->
                            cut.add(offset + ":" + text.length() + (last ? "." : "")),
                    later::add);

    @Test
    void aSegmentIsCutAtFourKibibytes() {
        segments.add("x".repeat(9000));
        assertEquals(List.of("0:4096", "4096:4096"), cut);
    }

    @Test
    void aSegmentIsCutAfterASecond() {
        segments.add("abc");
        segments.add("def");
        assertEquals(1, later.size());
        later.getFirst().run();
        assertEquals(List.of("0:6"), cut);
    }

    @Test
    void aSecondThatBelongsToAnEarlierSegmentCutsNothing() {
        segments.add("x".repeat(10));
        segments.add("x".repeat(4090));
        later.getFirst().run();
        assertEquals(List.of("0:4096"), cut);
    }

    @Test
    void theEndTellsThatItIsTheLast() {
        segments.add("abc");
        segments.end();
        assertEquals(List.of("0:3."), cut);
    }

    @Test
    void aCharacterOfTwoHalvesIsNotCut() {
        segments.add("x".repeat(4095) + "\ud83d\ude00" + "y");
        segments.end();
        assertEquals(List.of("0:4095", "4095:3."), cut);
    }
}
