package dev.ratoon.controlplane.load;

import io.vertx.core.buffer.Buffer;
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
    private final Latencies latencies;
    private final boolean stalled;
    private boolean inside;
    private long stamp;
    private int digits;

    LoadReader(UUID agent, Latencies latencies, boolean stalled) {
        this.agent = agent;
        this.latencies = latencies;
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
        response.handler(this::take);
        if (stalled) {
            response.pause();
        }
        here.run();
    }

    private static void fail(Throwable why) {
        throw new IllegalStateException("events cannot be read", why);
    }

    private void take(Buffer buffer) {
        long now = System.nanoTime();
        for (byte each : buffer.getBytes()) {
            if (each == '@') {
                if (inside && digits > 0) {
                    latencies.add(now - stamp);
                    inside = false;
                } else {
                    inside = true;
                    stamp = 0;
                    digits = 0;
                }
            } else if (inside && each >= '0' && each <= '9') {
                stamp = stamp * 10 + each - '0';
                digits++;
            } else {
                inside = false;
            }
        }
    }
}
