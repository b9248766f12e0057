package dev.ratoon.runner.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawTest {
    private static String params(String line) throws Exception {
        return Raw.field(line.getBytes(StandardCharsets.UTF_8), "params");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"b\":1,  \"a\" : [ 1.0, 1e2 ] }",
                "{\"x\":\"\\u202e \\ud800 ü 😀 \\/\"}",
                "{\"a\":1,\"a\":2}",
                "[{}, {\"params\": 3}]",
                "\"text\"",
                "12.50",
                "null"
            })
    void theBytesAreKept(String raw) throws Exception {
        assertEquals(raw, params("{\"ü\":\"😀\", \"id\":1,\"params\" : " + raw + " ,\"z\":[]}"));
    }

    @Test
    void theLastOfTwoCounts() throws Exception {
        assertEquals("2", params("{\"params\":1,\"params\":2}"));
    }

    @Test
    void anotherObjectsFieldIsNotTaken() throws Exception {
        assertEquals("", params("{\"a\":{\"params\":1}}"));
    }
}
