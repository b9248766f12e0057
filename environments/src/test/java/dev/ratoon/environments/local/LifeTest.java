package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LifeTest {
    @Test
    void aNameWithParenthesesAndSpacesChangesNothing() {
        var stat =
                Life.Stat.parse(
                        "71 (a) Z 1 (x)) S 5 71 70 0 -1 4194560 1 0 0 0 1 2 3 4 20 0 1 0 98765 1");

        assertEquals(new Life.Stat('S', 5, 70, 98765), stat);
    }

    @Test
    void aLaterProcessOfTheSameNumberIsAnother() {
        Life here = Life.of(ProcessHandle.current().pid()).orElseThrow();

        assertTrue(here.lasts());
        assertFalse(new Life(here.pid(), here.began() - 1).lasts());
    }
}
