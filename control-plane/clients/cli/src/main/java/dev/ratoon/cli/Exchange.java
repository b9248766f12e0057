package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@link Api}'s client cannot do, by java.net.http: a streamed body of HttpURLConnection loses
 * what a 401 says, and PATCH is no method to it.
 */
record Exchange(Api api) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Sends a file as it reads it, once the control plane says that it wants it: who is refused
     * while sending would not hear why.
     */
    byte[] upload(String path, Path file, String type) throws IOException {
        return send(
                HttpRequest.newBuilder(api.url().resolve(path))
                        .header("Content-Type", type)
                        .expectContinue(true)
                        .POST(BodyPublishers.ofFile(file)));
    }

    byte[] patch(String path, JsonNode body) throws IOException {
        return send(
                HttpRequest.newBuilder(api.url().resolve(path))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method("PATCH", BodyPublishers.ofString(Json.compact(body))));
    }

    private byte[] send(HttpRequest.Builder request) throws IOException {
        request.header("Accept", Api.ACCEPT);
        if (api.token() != null) {
            request.header("Authorization", "Bearer " + api.token());
        }
        try (HttpClient http = client();
                InputStream body = accepted(http, request.build())) {
            return body.readAllBytes();
        } catch (HttpConnectTimeoutException e) {
            throw Unreachable.because(api.url(), new SocketTimeoutException(e.getMessage()));
        } catch (IOException e) {
            throw Unreachable.because(api.url(), e);
        }
    }

    private InputStream accepted(HttpClient http, HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() >= 300) {
                throw Problems.refusal(api.url(), answer.statusCode(), answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpClient client() {
        HttpClient.Builder http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Api.TO_CONNECT);
        if (api.authority() != null) {
            http.sslContext(Trust.with(api.authority()));
        }
        return http.build();
    }
}
