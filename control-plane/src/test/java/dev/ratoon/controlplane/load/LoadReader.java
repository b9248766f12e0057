package dev.ratoon.controlplane.load;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.UUID;

/**
 * Somebody who watches one agent over the public API, and measures how old what arrives is. A
 * stalled one takes the head of the answer and then reads nothing more. Threads: one event loop.
 */
final class LoadReader {
    private final UUID agent;
    private final Stamps stamps;
    private final boolean stalled;

    LoadReader(UUID agent, Latencies latencies, boolean stalled) {
        this.agent = agent;
        this.stamps = new Stamps(latencies);
        this.stalled = stalled;
    }

    void follow(HttpClient client, Target target, long after, Runnable here) {
        var url = target.url();
        client.request(
                        HttpMethod.GET,
                        url.getPort(),
                        url.getHost(),
                        "/api/agents/" + agent + "/events?after=" + after)
                .onSuccess(request -> send(request, target, here))
                .onFailure(LoadReader::fail);
    }

    private void send(HttpClientRequest request, Target target, Runnable here) {
        request.putHeader("Authorization", target.authorization())
                .putHeader("Accept", "text/event-stream")
                .send()
                .onSuccess(response -> read(response, here))
                .onFailure(LoadReader::fail);
    }

    private void read(HttpClientResponse response, Runnable here) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("events are refused: " + response.statusCode());
        }
        response.handler(buffer -> stamps.take(buffer.getBytes(), buffer.length()));
        if (stalled) {
            response.pause();
        }
        here.run();
    }

    private static void fail(Throwable why) {
        throw new IllegalStateException("events cannot be read", why);
    }
}
