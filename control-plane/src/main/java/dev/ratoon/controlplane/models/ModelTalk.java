package dev.ratoon.controlplane.models;

import com.sun.net.httpserver.HttpExchange;
import dev.ratoon.controlplane.providers.ModelApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of a harness and our answer. Threads: the one virtual thread of the request. */
final class ModelTalk implements AutoCloseable {
    private final HttpExchange exchange;
    private boolean begun;

    ModelTalk(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** Nothing where the target of the request is no path. */
    String path() {
        String path = exchange.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    @Nullable String query() {
        return exchange.getRequestURI().getRawQuery();
    }

    /** A header that came exactly once. */
    Optional<String> header(String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    boolean has(String name) {
        return exchange.getRequestHeaders().containsKey(name);
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /** In the API's own words, unless the answer has begun. */
    void refuse(ModelApi api, Refused refused) throws IOException {
        if (begun) {
            return;
        }
        byte[] body = ErrorShape.json(api, refused.status(), refused.rule(), refused.words());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        if (refused.mustWait().isPositive()) {
            headers.put("Retry-After", String.valueOf(refused.mustWait().toSeconds()));
        }
        try (OutputStream out = begin(refused.status(), headers, body.length)) {
            out.write(body);
        }
    }

    /**
     * @param length of the body; negative when it is not known
     */
    OutputStream begin(int status, Map<String, String> headers, long length) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        begun = true;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : Math.max(0, length));
        return exchange.getResponseBody();
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
