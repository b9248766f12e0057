package dev.ratoon.controlplane.gate;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request: all that is known before anybody is asked who it is.
 *
 * @param path as it was sent
 * @param normalizedPath as every later handler understands it
 */
record Head(
        String method,
        String scheme,
        String path,
        String normalizedPath,
        @Nullable String localAddress,
        Map<String, String> headers) {
    Head {
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    boolean is(String method, String path) {
        return this.method.equals(method) && normalizedPath.equals(path);
    }

    boolean upgradesToWebSocket() {
        return "websocket".equalsIgnoreCase(header("Upgrade")) && method.equals("GET");
    }
}
