package dev.ratoon.git.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
    @Test
    void aBodyIsReadHoweverItsLengthIsTold() throws IOException {
        assertEquals("hello", body("Content-Length: 5\r\n\r\nhello and more"));
        assertEquals("hello", body("\r\nhello"));
        assertEquals(
                "hello",
                body("transfer-encoding: Chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"));
    }

    @Test
    void anInterimAnswerIsPassedOver() throws IOException {
        var answer = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 Nothing\r\nA: b\r\n\r\n");
        assertEquals(204, answer.status());
        assertEquals("b", answer.header("a").orElse(""));
    }

    @Test
    void aBodyThatIsCutOffFails() {
        for (String rest :
                List.of(
                        "Content-Length: 5\r\n\r\nhell",
                        "Transfer-Encoding: chunked\r\n\r\n5\r\nhell",
                        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello",
                        "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                        "Transfer-Encoding: gzip\r\n\r\n",
                        "Content-Length: -1\r\n\r\n")) {
            assertThrows(IOException.class, () -> body(rest), rest);
        }
    }

    @Test
    void whatIsNoHttpFails() {
        for (String text :
                List.of(
                        "",
                        "SSH-2.0-x\r\n",
                        "HTTP/2 200\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                        "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(300) + "\r\n",
                        "HTTP/1.1 200 OK\r\na: " + "b".repeat(20_000) + "\r\n\r\n")) {
            assertThrows(IOException.class, () -> read(text), text);
        }
    }

    private static String body(String rest) throws IOException {
        return new String(
                read("HTTP/1.1 200 OK\r\n" + rest).body().readAllBytes(),
                StandardCharsets.US_ASCII);
    }

    private static HttpAnswer read(String text) throws IOException {
        return HttpAnswer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
