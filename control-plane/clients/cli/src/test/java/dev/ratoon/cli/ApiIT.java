package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of answers that no good server gives. */
@Timeout(60)
class ApiIT {
    @TempDir Path folder;

    @Test
    void theOwnWordsOfARefusalAreReadAlsoFromA401() throws Exception {
        Spoken spoken = asked("401 Unauthorized", "{\"status\":401,\"detail\":\"Who?\"}");
        assertEquals(4, spoken.exit(), spoken::toString);
        assertEquals("Who?", Json.read(spoken.err()).path("detail").asText());
    }

    @Test
    void aRedirectIsNotFollowedAndTakesNoTokenElsewhere() throws Exception {
        try (var elsewhere = answering("200 OK", "{}");
                var server =
                        new FakeServer(
                                ("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII))) {
            Spoken spoken = Spoken.by("status", "--url", server.url());
            assertEquals(1, spoken.exit(), spoken::toString);
            assertTrue(spoken.err().contains(server.url() + " answered 302."), spoken::toString);
            assertEquals(0, elsewhere.heads().size());
        }
    }

    @Test
    void whatWasSentOnceIsNotSentAgain() throws Exception {
        try (var server = new FakeServer(new byte[0])) {
            Spoken spoken = Spoken.by("team", "add", "once", "--url", server.url());
            assertEquals(3, spoken.exit(), spoken::toString);
            assertEquals(1, server.heads().size(), server.heads()::toString);
        }
    }

    @Test
    void anAnswerThatIsCutOffIsNoAnswer() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}";
        try (var server = new FakeServer(head.getBytes(StandardCharsets.US_ASCII))) {
            Spoken spoken = Spoken.by("status", "--url", server.url());
            assertEquals(3, spoken.exit(), spoken::toString);
            assertTrue(spoken.err().contains("broke ("), spoken::toString);
        }
    }

    @Test
    void whatIsNotRatoonIsNamed() throws Exception {
        Spoken spoken = asked("200 OK", "<html>hello</html>");
        assertEquals(3, spoken.exit(), spoken::toString);
        assertTrue(spoken.err().contains("is not Ratoon"), spoken::toString);
    }

    @Test
    void whyAFileIsRefusedIsSaid() throws Exception {
        try (var server = answering("422 No", "{\"status\":422,\"detail\":\"Not this one.\"}")) {
            String file = System.getProperty("java.home") + "/release";
            Spoken spoken = Spoken.by("restore", file, "--yes", "--url", server.url());
            assertEquals(1, spoken.exit(), spoken::toString);
            assertEquals("Not this one.\n", spoken.err());
        }
    }

    /** A server that refuses closes its ear too: who goes on sending finds the line broken. */
    @Test
    void aRefusalOfABigFileIsHeardBeforeItIsSent() throws Exception {
        Path file = folder.resolve("big.zip");
        try (var big = new RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(256L << 20);
        }
        try (var server = answering("403 No", "{\"status\":403,\"detail\":\"Not you.\"}")) {
            Spoken spoken = Spoken.by("restore", file.toString(), "--yes", "--url", server.url());
            assertEquals(1, spoken.exit(), spoken::toString);
            assertEquals("Not you.\n", spoken.err());
            assertEquals(0, server.bodies());
        }
    }

    @Test
    void theTokenGoesAsABearer() throws Exception {
        try (var server = answering("200 OK", "{}")) {
            Spoken.by("status", "--url", server.url());
            String head = server.heads().getFirst();
            assertTrue(head.contains("\nAuthorization: Bearer a-token\n"), head);
        }
    }

    private static Spoken asked(String status, String body) throws IOException {
        try (var server = answering(status, body)) {
            return Spoken.by("status", "--json", "--url", server.url());
        }
    }

    private static FakeServer answering(String status, String body) throws IOException {
        String answer =
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, body.length(), body);
        return new FakeServer(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
