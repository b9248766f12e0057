package dev.ratoon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The public API of one control plane, as one user. By the oldest client of the JDK: most verbs are
 * over before java.net.http is loaded.
 *
 * @param authority whom to trust besides the system's authorities
 */
record Api(URI url, @Nullable Path authority, @Nullable String token) {
    static final Duration TO_CONNECT = Duration.ofSeconds(5);
    static final String ACCEPT = "application/json, application/problem+json, */*;q=0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static {
        // What was sent once is not sent again unasked, and nothing stays open after the answer.
        System.setProperty("sun.net.http.retryPost", "false");
        System.setProperty("http.keepAlive", "false");
    }

    JsonNode get(String path) {
        return json("GET", path, null);
    }

    JsonNode post(String path, JsonNode body) {
        return json("POST", path, body);
    }

    /** The same, where the answer may be long in coming. */
    JsonNode post(String path, JsonNode body, Duration patience) {
        return json("POST", path, patience, body);
    }

    /** An answer that got lost is asked for once more: by the key it is the same request. */
    JsonNode postOnce(String path, JsonNode body) {
        String key = UUID.randomUUID().toString();
        try {
            return postOnce(path, body, key, PATIENCE);
        } catch (CommandFailure lost) {
            if (lost.exit() != Exit.UNREACHABLE) {
                throw lost;
            }
            return postOnce(path, body, key, PATIENCE);
        }
    }

    /** With a key of ours it can be asked for again: the control plane does it once. */
    JsonNode postOnce(String path, JsonNode body, String key, Duration patience) {
        return json("POST", path, patience, body, "Idempotency-Key", key);
    }

    /** Likewise. */
    JsonNode get(String path, Duration patience) {
        return json("GET", path, patience, null);
    }

    JsonNode put(String path, JsonNode body) {
        return json("PUT", path, body);
    }

    /** Likewise. */
    JsonNode put(String path, JsonNode body, Duration patience) {
        return json("PUT", path, patience, body);
    }

    JsonNode patch(String path, JsonNode body) {
        try {
            return read(new Exchange(this).patch(path, body));
        } catch (IOException e) {
            throw Unreachable.because(url, e);
        }
    }

    JsonNode delete(String path) {
        return json("DELETE", path, null);
    }

    /**
     * A body of any length, which whoever asks closes.
     *
     * @param silence how long nothing may come; zero for ever
     */
    InputStream stream(String path, Duration silence) {
        try {
            return answer(request("GET", path, silence));
        } catch (IOException e) {
            throw Unreachable.because(url, e);
        }
    }

    /** What comes after the event of that id, or all of it; whoever asks closes it. */
    InputStream events(String path, @Nullable String last, Duration silence) {
        try {
            HttpURLConnection request = request("GET", path, silence);
            request.setRequestProperty("Accept", "text/event-stream");
            if (last != null) {
                request.setRequestProperty("Last-Event-ID", last);
            }
            return answer(request);
        } catch (IOException e) {
            throw Unreachable.because(url, e);
        }
    }

    JsonNode upload(String path, Path file, String type) throws IOException {
        return read(new Exchange(this).upload(path, file, type));
    }

    private JsonNode json(String method, String path, @Nullable JsonNode body) {
        return json(method, path, PATIENCE, body);
    }

    private JsonNode json(
            String method,
            String path,
            Duration patience,
            @Nullable JsonNode body,
            String... headers) {
        try {
            HttpURLConnection request = request(method, path, patience);
            for (int i = 0; i + 1 < headers.length; i += 2) {
                request.setRequestProperty(headers[i], headers[i + 1]);
            }
            if (body != null) {
                request.setRequestProperty("Content-Type", "application/json");
                request.setDoOutput(true);
                try (OutputStream out = request.getOutputStream()) {
                    out.write(Json.compact(body).getBytes(StandardCharsets.UTF_8));
                }
            }
            try (InputStream in = answer(request)) {
                return read(in.readAllBytes());
            }
        } catch (IOException e) {
            throw Unreachable.because(url, e);
        }
    }

    private JsonNode read(byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            return text.isBlank() ? Json.object() : Json.read(text);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE,
                    "What answers at " + url + " is not Ratoon.",
                    "Check the address (--url, RATOON_URL)",
                    e);
        }
    }

    private InputStream answer(HttpURLConnection request) throws IOException {
        int status = request.getResponseCode();
        if (status >= 300) {
            InputStream body = request.getErrorStream();
            throw Problems.refusal(
                    url, status, body == null ? InputStream.nullInputStream() : body);
        }
        return request.getInputStream();
    }

    private HttpURLConnection request(String method, String path, Duration silence)
            throws IOException {
        HttpURLConnection request = open(url.resolve(path));
        request.setRequestMethod(method);
        request.setInstanceFollowRedirects(false);
        request.setUseCaches(false);
        request.setConnectTimeout((int) TO_CONNECT.toMillis());
        request.setReadTimeout((int) silence.toMillis());
        request.setRequestProperty("Accept", ACCEPT);
        if (token != null) {
            request.setRequestProperty("Authorization", "Bearer " + token);
        }
        return request;
    }

    private HttpURLConnection open(URI address) throws IOException {
        if (address.getScheme().equals("http")) {
            // Plain http goes to this machine only, and to no proxy.
            return (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        }
        var encrypted = (HttpsURLConnection) address.toURL().openConnection();
        if (authority != null) {
            encrypted.setSSLSocketFactory(Trust.with(authority).getSocketFactory());
        }
        return encrypted;
    }
}
