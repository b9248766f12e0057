package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UUID ONE = UUID.fromString("019ac000-0000-7000-8000-00000000abcd");

    @Test
    void it_is_read_as_it_was_written() {
        Cursor cursor = new Cursor(new Cursor.Place("abc", "s-_1", 17), Map.of(ONE, 42L));
        assertEquals(Optional.of(cursor), Cursor.read(cursor.written()));
    }

    @Test
    void before_the_fleet_is_whole_it_knows_the_logs_alone() {
        Cursor cursor = new Cursor(null, Map.of(ONE, 42L));
        assertEquals(Optional.of(cursor), Cursor.read(cursor.written()));
    }

    @Test
    void it_is_written_so_from_now_on() {
        Cursor cursor = new Cursor(new Cursor.Place("abc", "s-_1", 17), Map.of(ONE, 42L));
        assertEquals("1.abc.s-_1.17.AZrAAAAAcACAAAAAAACrzQ:42", cursor.written());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17",
                "2.abc.s.17.",
                "1.abc.s.many.",
                "1.abc.s.17.x",
                "1.abc.s.17.AZrA:42",
                "1.abc.s.17.AZrAAAAAcACAAAAAAACrzQ:",
                "1.a.b.c.d.e",
            })
    void what_is_none_of_ours_is_as_good_as_none(String text) {
        assertTrue(Cursor.read(text).isEmpty());
        assertTrue(Cursor.read(null).isEmpty());
    }
}
