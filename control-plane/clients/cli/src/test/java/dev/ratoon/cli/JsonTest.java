package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[1,-2.5,12345678901234567890,\"\\\"\\u0001é\"],\"b\":{\"c\":null}}",
                "[true,false,null,[[]],{\"\":{}}]",
                "\"text\"",
            })
    void whatIsReadIsWrittenAgain(String text) throws Exception {
        assertEquals(text, Json.compact(Json.read(text)));
        assertEquals(Json.read(text), Json.read(Json.write(Json.read(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\":}", "{\"a\" 1}", "[1 2]", "{} {}", "<html>", "]"})
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(JsonProcessingException.class, () -> Json.read(text));
    }

    @Test
    void nothingIsNothing() throws Exception {
        assertTrue(Json.read(" ").isMissingNode());
    }

    @Test
    void peopleReadItOnManyLines() {
        assertEquals(
                "{\n  \"client\" : \"1\",\n  \"server\" : \"2\"\n}",
                Json.write(Json.object("client", "1", "none", null, "server", "2")));
    }
}
