package dev.ratoon.controlplane.load;

import dev.ratoon.protocol.Audience;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * How a harness asks the provider: through the gateway with its runner's credential, or straight.
 */
record ModelAsking(HttpClient client, URI url, boolean straight) {
    static ModelAsking through(int gateway) {
        return new ModelAsking(
                http(),
                URI.create("http://127.0.0.1:" + gateway + "/model/load/v1/chat/completions"),
                false);
    }

    static ModelAsking straight(int provider) {
        return new ModelAsking(
                http(), URI.create("http://127.0.0.1:" + provider + "/v1/chat/completions"), true);
    }

    private static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    InputStream ask(LoadAgent agent, String model, boolean stream)
            throws IOException, InterruptedException {
        String body =
                "{\"model\":\"%s\",\"stream\":%b,\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(model, stream, "what comes next? ".repeat(60));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!straight) {
            request.header(
                    "Authorization",
                    agent.key()
                            .sign(
                                    Audience.MODEL,
                                    agent.id().toString(),
                                    LoadAgent.INCARNATION,
                                    Instant.now())
                            .header());
        }
        HttpResponse<InputStream> answer =
                client.send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() == 503) {
            answer.body().close();
            throw new Full();
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    answer.statusCode()
                            + " "
                            + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    /** No place is free just now: whoever asks tries again. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
