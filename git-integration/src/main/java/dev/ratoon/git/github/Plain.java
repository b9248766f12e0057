package dev.ratoon.git.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.connector.GitHubConnectorRequest;

/**
 * Asks for what the library does not know, or knows only at the price of more requests; in the same
 * way, within the same limits.
 */
final class Plain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;

    private final ApiAddress api;
    private final String token;
    private final Connector connector;

    Plain(ApiAddress api, String token, Connector connector) {
        this.api = api;
        this.token = token;
        this.connector = connector;
    }

    JsonNode get(String path) throws IOException {
        return find(path).orElseThrow(() -> new GHFileNotFoundException(path));
    }

    /** Empty if it is not there. */
    Optional<JsonNode> find(String path) throws IOException {
        return sent(new Question("GET", at(api.url() + path), headers(), null));
    }

    /**
     * All that is listed, as far as that is bounded.
     *
     * @param field of the answer that has the list; none if the answer is the list
     */
    List<JsonNode> list(String path, String field) throws IOException {
        var all = new ArrayList<JsonNode>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode answer = get(path + "?per_page=" + PAGE + (page == 1 ? "" : "&page=" + page));
            JsonNode items = field.isEmpty() ? answer : answer.path(field);
            items.forEach(all::add);
            if (items.size() < PAGE) {
                break;
            }
        }
        return all;
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException {
        return sent(new Question("POST", at(api.url() + path), headers(), text(body)))
                .orElseThrow(() -> new GHFileNotFoundException(path));
    }

    /** Some changes can be asked for in GraphQL only; it answers a refusal with 200. */
    void graph(String mutation, Map<String, ?> variables) throws IOException {
        String asked = text(Map.of("query", mutation, "variables", variables));
        JsonNode answer =
                sent(new Question("POST", at(api.graph()), headers(), asked))
                        .orElseThrow(() -> new GHFileNotFoundException(api.graph()));
        JsonNode errors = answer.path("errors");
        if (!errors.isEmpty()) {
            throw new Refused(
                    new Trouble.NotTaken(
                            api.webHost(),
                            RefusedAnswers.clean(errors.path(0).path("message").asText())));
        }
    }

    private Optional<JsonNode> sent(Question question) throws IOException {
        try (var answer = connector.send(question);
                InputStream in = answer.bodyStream()) {
            return answer.statusCode() == 404 ? Optional.empty() : Optional.of(JSON.readTree(in));
        }
    }

    private Map<String, List<String>> headers() {
        return Map.of(
                "Accept", List.of("application/vnd.github+json"),
                "Accept-Encoding", List.of("gzip"),
                "Authorization", List.of("Bearer " + token),
                "Content-Type", List.of("application/json"),
                "X-GitHub-Api-Version", List.of("2022-11-28"));
    }

    private static URL at(String url) throws IOException {
        try {
            return URI.create(url).toURL();
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: " + url, e);
        }
    }

    private static String text(Map<String, ?> body) throws JsonProcessingException {
        return JSON.writeValueAsString(body);
    }

    private record Question(
            String method, URL url, Map<String, List<String>> allHeaders, @Nullable String json)
            implements GitHubConnectorRequest {
        @Override
        public @Nullable String header(String name) {
            List<String> values = allHeaders.get(name);
            return values == null ? null : values.getFirst();
        }

        @Override
        public @Nullable String contentType() {
            return header("Content-Type");
        }

        @Override
        public boolean hasBody() {
            return json != null;
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(
                    (json == null ? "" : json).getBytes(StandardCharsets.UTF_8));
        }
    }
}
