package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** The public API, as any program calls it. */
record Calls(HttpClient client, URI url, String authorization) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Calls to(Target target) {
        return new Calls(HttpClient.newHttpClient(), target.url(), target.authorization());
    }

    /** How long it took, in nanoseconds, until the answer was whole. */
    long post(String path, Map<String, String> body) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ask("POST", path, body);
        return System.nanoTime() - began;
    }

    /** What it answers. */
    String ask(String method, String path, Map<String, String> body)
            throws IOException, InterruptedException {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json(body)))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + answer.body());
        }
        return answer.body();
    }

    InputStream events(String agent, long after) throws IOException, InterruptedException {
        HttpRequest request =
                request("/api/agents/" + agent + "/events?after=" + after)
                        .header("Accept", "text/event-stream")
                        .build();
        return client.send(request, BodyHandlers.ofInputStream()).body();
    }

    String get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", authorization);
    }

    private static String json(Map<String, String> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }
}
