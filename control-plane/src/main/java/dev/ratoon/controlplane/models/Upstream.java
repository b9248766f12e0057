package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * How providers are asked: with the real key, with few headers, and without following anywhere.
 * One connection a call at a time, so that no call slows another one down.
 */
final class Upstream implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(15);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._,;=/*+ -]{1,500}");
    private static final String VERSION = "anthropic-version";
    private static final String USUAL_VERSION = "2023-06-01";

    /** What goes on of what the harness says, for each API. */
    private static final Map<ModelApi, List<String>> SENT =
            Map.of(
                    ModelApi.CHAT_COMPLETIONS, List.of("accept"),
                    ModelApi.RESPONSES, List.of("accept", "openai-beta"),
                    ModelApi.MESSAGES, List.of("accept", VERSION, "anthropic-beta"),
                    ModelApi.GENERATE_CONTENT, List.of("accept"));

    /** What comes back of what the provider says beside its answer. */
    private static final List<String> RETURNED =
            List.of(
                    "content-type",
                    "retry-after",
                    "retry-after-ms",
                    "x-should-retry",
                    "request-id",
                    "x-request-id");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TO_CONNECT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    /** The answer's head; its body comes as it is read, and closing it ends the call. */
    HttpResponse<InputStream> get(ModelTalk talk, Order order, Duration most)
            throws IOException, InterruptedException {
        return ask(request(talk, order, most).GET());
    }

    /** The same, of what is sent. */
    HttpResponse<InputStream> post(ModelTalk talk, Order order, Sending body, Duration most)
            throws IOException, InterruptedException {
        return ask(
                request(talk, order, most)
                        .setHeader("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofByteArrays(body), body.length())));
    }

    private HttpResponse<InputStream> ask(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static HttpRequest.Builder request(ModelTalk talk, Order order, Duration most) {
        var request =
                HttpRequest.newBuilder(URI.create(order.provider().url() + order.asked().path()))
                        .timeout(most)
                        .header("User-Agent", "ratoon");
        if (order.api() == ModelApi.MESSAGES) {
            request.header(VERSION, USUAL_VERSION);
        }
        for (String name : SENT.getOrDefault(order.api(), List.of())) {
            talk.header(name)
                    .filter(value -> PLAIN.matcher(value).matches())
                    .ifPresent(value -> request.setHeader(name, value));
        }
        if (!order.key().isEmpty()) {
            switch (order.api()) {
                case CHAT_COMPLETIONS, RESPONSES ->
                        request.setHeader("Authorization", "Bearer " + order.key());
                case MESSAGES -> request.setHeader("x-api-key", order.key());
                case GENERATE_CONTENT -> request.setHeader("x-goog-api-key", order.key());
            }
        }
        return request;
    }

    /** What may be passed on of it. */
    static Map<String, String> headers(HttpResponse<?> answer, KeyMask mask) {
        Map<String, String> headers = new HashMap<>();
        for (String name : RETURNED) {
            answer.headers()
                    .firstValue(name)
                    .map(mask::masked)
                    .filter(value -> value.matches("[ -~]{0,500}"))
                    .ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
