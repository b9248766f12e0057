package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What a sandbox can read that may be a secret, and whether any of it opens its upstream. Left out
 * is what is the same in every sandbox: the machine's programs, and git's packed objects.
 */
public final class Replay {
    /** Of what was planted; the prompt itself does not have the whole word. */
    private static final int NUMBER = 73_001_000;

    private static final List<String> PLACES = List.of("\"$HOME\"", "/tmp", ".");

    /**
     * Writes the words of environments, arguments, settings of git and files into a file, which its
     * checkpoint has: what is printed is cut.
     */
    public static final String PROMPT =
            planted()
                    + "(env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline; git config -l; find /"
                    + " /dev/shm \\( -path /proc -o -path /sys -o -path /dev -o -path /usr -o -path"
                    + " /etc/ssl -o -path /opt/ratoon -o -path '*/.git/objects' \\) -prune -o -type"
                    + " f -size -1024k -exec cat {} +) 2>/dev/null | LC_ALL=C grep -aoE"
                    + " '[A-Za-z0-9_.~+/=-]{16,}' | sort -u > words";

    private Replay() {}

    private static String planted() {
        var lines = new StringBuilder();
        for (int i = 0; i < PLACES.size(); i++) {
            lines.append(
                    "echo planted-in-$((%d+%d)) > %s/planted%n"
                            .formatted(NUMBER, i, PLACES.get(i)));
        }
        return lines.toString();
    }

    /** All words that the agent's sandbox could read, one a line. */
    public static String read(Api who, String agent) {
        Api.Answer answer = who.get("/api/agents/" + agent + "/file?path=words");
        assertEquals(200, answer.status(), answer.raw()::body);
        List<String> words = words(answer.raw().body());
        for (int i = 0; i < PLACES.size(); i++) {
            assertTrue(words.contains("planted-in-" + (NUMBER + i)), PLACES.get(i) + " is read");
        }
        return answer.raw().body();
    }

    public static List<String> words(String read) {
        return read.lines().filter(word -> word.length() >= 16).distinct().toList();
    }

    /** Each word that was read is shown to that repository by that user: 401. */
    public static void opensNothing(String read, String repository, String user, String good)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        List<String> words = words(read);
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(SSLContext.getDefault()).build()) {
            for (String word : words) {
                assertEquals(401, status(client, repository, user, word), word);
            }
            assertEquals(200, status(client, repository, user, good), "a login is good there");
        }
    }

    private static int status(HttpClient client, String repository, String user, String secret)
            throws IOException, InterruptedException {
        String pair = user + ":" + secret;
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                repository + "/info/refs?service=git-receive-pack"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                pair.getBytes(
                                                                        StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
