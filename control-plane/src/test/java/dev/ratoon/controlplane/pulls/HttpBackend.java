package dev.ratoon.controlplane.pulls;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Git's own http-backend: a real upstream, read and written over HTTP. */
public record HttpBackend(Path repositories) {
    /** Sends the head, and returns what is to follow. */
    public InputStream answer(HttpExchange exchange, String path, String user) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var builder = new ProcessBuilder("git", "http-backend");
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", repositories.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "safe.directory");
        environment.put("GIT_CONFIG_VALUE_0", "*");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("REMOTE_USER", user);
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("PATH_INFO", path);
        environment.put(
                "QUERY_STRING",
                Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""));
        Headers headers = exchange.getRequestHeaders();
        environment.put("CONTENT_TYPE", first(headers, "Content-Type"));
        environment.put("GIT_PROTOCOL", first(headers, "Git-Protocol"));
        environment.put("HTTP_CONTENT_ENCODING", first(headers, "Content-Encoding"));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var in = process.getOutputStream()) {
            in.write(body);
        }
        var out = new BufferedInputStream(process.getInputStream(), 32 << 10);
        int status = 200;
        for (String line = line(out); !line.isEmpty(); line = line(out)) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        return out;
    }

    private static String first(Headers headers, String name) {
        return Objects.requireNonNullElse(headers.getFirst(name), "");
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
            line.append((char) one);
        }
        return line.toString().strip();
    }
}
