package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierTest {
    @Test
    void whatIsKeptIsReadAgain() {
        for (boolean heard : new boolean[] {true, false}) {
            var session = new Earlier("ses_1 of \u00e4", heard);
            assertEquals(session, Earlier.in("session\t" + Earlier.kept(session)));
        }
    }

    @Test
    void noneIsNone() {
        assertEquals("", Earlier.kept(null));
        assertNull(Earlier.in(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000b", "\u001b[2J"})
    void aNameThatIsNoneIsNotKept(String name) {
        assertEquals("", Earlier.kept(new Earlier(name, true)));
        assertNull(Earlier.in("session\theard " + name));
    }

    @Test
    void oneThatIsTooLongIsNeitherKeptNorTaken() {
        String name = "a".repeat(901);
        assertEquals("", Earlier.kept(new Earlier(name, false)));
        assertNull(Earlier.in("session\tnew " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session\tother ses_1", "heard ses_1", "session\theard", "made\tses_1"})
    void otherWordsAreNone(String words) {
        assertNull(Earlier.in(words));
    }
}
