package dev.ratoon.cli;

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

/**
 * Sends a file as it reads it. By java.net.http: a streamed body of HttpURLConnection loses what a
 * 401 says.
 */
record Upload(Api api) {
    byte[] send(String path, Path file) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.url().resolve(path))
                        .header("Accept", Api.ACCEPT)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofFile(file));
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
