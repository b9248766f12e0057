package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What a sandbox can read that may be a secret, and whether any of it opens its upstream. */
public final class Replay {
    private static final String WORDS = "grep -aoE '[A-Za-z0-9_.~+/=-]{16,}' | sort -u | head -300";

    /** Prints the words of environments, arguments, settings of git and files. */
    public static final String PROMPT =
            "env | "
                    + WORDS
                    + "\ncat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>&1 | "
                    + WORDS
                    + "\n(git config -l; cat .git/config) 2>&1 | "
                    + WORDS
                    + "\nfind / -xdev -type f -size -100k -not -path '/usr/*' -not -path '*/objects/*'"
                    + " -exec cat {} + 2>/dev/null | "
                    + WORDS;

    private Replay() {}

    /** Each word that was printed is shown to that repository by that user: 401. */
    public static void opensNothing(String printed, String repository, String user, String good)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        List<String> words =
                printed.lines().filter(word -> word.length() >= 16).distinct().toList();
        assertTrue(words.size() > 20, () -> "there is something to replay\n" + printed);
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
