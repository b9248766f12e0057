package dev.ratoon.controlplane.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API as one client with these headers sees it. */
public record Api(URI base, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTES = "application/octet-stream";

    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String text(String field) {
            return body.path(field).asText();
        }

        public @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }
    }

    public static Api unknown(URI base) {
        return new Api(base, Map.of());
    }

    public Api with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Api(base, Map.copyOf(all));
    }

    public Api bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, @Nullable Object body) {
        try {
            var request =
                    HttpRequest.newBuilder(base.resolve(path)).method(method, publisher(body));
            headers.forEach(request::header);
            if (body != null) {
                request.header("Content-Type", body instanceof byte[] ? BYTES : "application/json");
            }
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) throws IOException {
        return switch (body) {
            case null -> BodyPublishers.noBody();
            case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
            default -> BodyPublishers.ofString(JSON.writeValueAsString(body));
        };
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        boolean json =
                response.headers()
                        .firstValue("Content-Type")
                        .filter(t -> t.contains("json"))
                        .isPresent();
        return json ? JSON.readTree(response.body()) : MissingNode.getInstance();
    }

    /** The code in a login link. */
    public static String codeIn(String link) {
        return link.substring(link.indexOf("#code=") + "#code=".length());
    }

    /** Signs in as a command line does. */
    public Api signIn(String link) {
        Answer answer = post("/api/login", Map.of("code", codeIn(link), "client", "cli"));
        if (answer.status() != 200) {
            throw new AssertionError("login: " + answer.status() + " " + answer.body());
        }
        return unknown(base).bearer(answer.text("token"));
    }

    /** Signs in as a browser does: both halves. */
    public Browser signInAsBrowser(String link) {
        Answer answer = post("/api/login", Map.of("code", codeIn(link), "client", "browser"));
        if (answer.status() != 200) {
            throw new AssertionError("login: " + answer.status() + " " + answer.body());
        }
        String cookie = String.valueOf(answer.header("Set-Cookie"));
        return new Browser(
                cookie, cookie.substring(0, cookie.indexOf(';')), answer.text("proof"), answer);
    }

    public record Browser(String setCookie, String cookie, String proof, Answer answer) {
        public Api in(Api api) {
            return api.with("Cookie", cookie).with("Ratoon-Proof", proof);
        }
    }
}
