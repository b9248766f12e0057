package dev.ratoon.git.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.git.upstream.ApiClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Reads what an answer refuses. The shapes:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
final class RefusedAnswers {
    private static final int MOST_TEXT = 16 << 10;
    private static final int MOST_SAID = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RefusedAnswers() {}

    /** A 404 is passed on: what is missing, only the asker knows. */
    static void check(Answer answer, String host, Limits limits) throws IOException {
        int status = answer.status();
        boolean refused = status >= 400 && status != 404;
        String text = refused ? text(answer) : "";
        limits.note(status, answer.headers(), text);
        if (!refused) {
            return;
        }
        String said = said(text);
        String coded = "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
        throw new Refused(
                switch (status) {
                    case 401 -> new Trouble.TokenRefused(host);
                    case 403 -> forbidden(answer, host, coded);
                    case 422 -> new Trouble.NotTaken(host, said.isEmpty() ? coded : said);
                    default ->
                            status >= 500
                                    ? new Trouble.Unreachable(
                                            host + " has trouble of its own (" + coded + ").")
                                    : new Trouble.Strange(host, coded);
                });
    }

    private static Trouble forbidden(Answer answer, String host, String said) {
        Optional<String> signOn = Seen.signOn(answer.headers());
        if (signOn.isPresent()) {
            return new Trouble.SignOnNeeded(
                    host, signOn.filter(url -> url.startsWith("https://" + host + "/")));
        }
        // Fine-grained tokens have permissions, classic ones scopes.
        String permissions = answer.headers().getOrDefault("x-accepted-github-permissions", "");
        String scopes = answer.headers().getOrDefault("x-accepted-oauth-scopes", "");
        return new Trouble.NotAllowed(
                host,
                said,
                permissions.isEmpty()
                        ? String.join(" or ", new TreeSet<>(Grants.words(scopes)))
                        : permissions);
    }

    /** What is wrong with what was sent is in a list: a text, or a field and what it is. */
    private static String said(String text) {
        var said = new ArrayList<String>();
        try {
            JsonNode answer = JSON.readTree(text);
            said.add(answer.path("message").asText());
            for (JsonNode error : answer.path("errors")) {
                String message =
                        error.isTextual() ? error.asText() : error.path("message").asText();
                said.add(
                        message.isEmpty()
                                ? error.path("field").asText() + " " + error.path("code").asText()
                                : message);
            }
        } catch (JsonProcessingException e) {
            // Not JSON, or cut off: the status says enough.
        }
        said.removeIf(String::isBlank);
        return clean(String.join(": ", said));
    }

    static String clean(String words) {
        String clean = words.replaceAll("\\p{Cntrl}+", " ").strip().replaceFirst("\\.$", "");
        return clean.substring(0, Math.min(MOST_SAID, clean.length()));
    }

    private static String text(Answer answer) throws IOException {
        InputStream raw = new ByteArrayInputStream(answer.body());
        boolean packed = "gzip".equals(answer.headers().get("content-encoding"));
        try (InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            return new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8);
        }
    }
}
