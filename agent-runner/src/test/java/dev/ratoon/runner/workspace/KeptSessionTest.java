package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSessionTest {
    @Test
    void whatIsKeptIsReadAgain() {
        for (boolean heard : new boolean[] {true, false}) {
            var session = new KeptSession("ses_1 of \u00e4", heard);
            assertEquals(session, KeptSession.in("session\t" + KeptSession.words(session)));
        }
    }

    @Test
    void noneIsNone() {
        assertEquals("", KeptSession.words(null));
        assertNull(KeptSession.in(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000b", "\u001b[2J"})
    void aNameThatIsNoneIsNotKept(String name) {
        assertEquals("", KeptSession.words(new KeptSession(name, true)));
        assertNull(KeptSession.in("session\theard " + name));
    }

    @Test
    void oneThatIsTooLongIsNeitherKeptNorTaken() {
        String name = "a".repeat(901);
        assertEquals("", KeptSession.words(new KeptSession(name, false)));
        assertNull(KeptSession.in("session\tnew " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session\tother ses_1", "heard ses_1", "session\theard", "made\tses_1"})
    void otherWordsAreNone(String words) {
        assertNull(KeptSession.in(words));
    }
}
