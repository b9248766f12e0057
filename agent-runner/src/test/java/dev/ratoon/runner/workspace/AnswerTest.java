package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Reported.NotSaved;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private final Answer answer = new Answer();

    @Test
    void filesAreToldOnceHoweverTheyComeInPieces() {
        answer.add("too large\ta\nb");
        answer.add("\0too large\ta\nb\0unreadable\tc\td\0made\tc0f");
        answer.add("fee");
        assertEquals(
                List.of(new NotSaved("a\nb", "too large"), new NotSaved("c\td", "unreadable")),
                answer.notSaved());
        assertEquals("made\tc0ffee", answer.last());
        assertEquals(0, answer.more());
    }

    @Test
    void howeverMuchIsPrintedLittleIsKept() {
        for (int i = 0; i < 10_000; i++) {
            answer.add("why\t" + i + "x".repeat(2000) + "\0");
        }
        answer.add("no record\0");
        assertEquals(Answer.MOST, answer.notSaved().size());
        assertEquals(10_000 - Answer.MOST, answer.more());
        assertEquals(Answer.LONGEST - 4, answer.notSaved().getFirst().path().length());
        assertEquals("", answer.last());
    }
}
