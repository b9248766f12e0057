package dev.ratoon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The public API of one control plane, as one user. */
record Api(HttpClient http, URI url, @Nullable String token) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    JsonNode get(String path) {
        return json(request(path).timeout(PATIENCE).GET());
    }

    JsonNode post(String path, JsonNode body) {
        return json(request(path).timeout(PATIENCE).POST(text(body)));
    }

    JsonNode put(String path, JsonNode body) {
        return json(request(path).timeout(PATIENCE).PUT(text(body)));
    }

    JsonNode delete(String path) {
        return json(request(path).timeout(PATIENCE).DELETE());
    }

    /** A body of any length; whoever asks closes it. */
    HttpResponse<InputStream> download(String path) {
        return send(request(path).GET());
    }

    JsonNode upload(String path, Path file) throws IOException {
        return json(
                request(path)
                        .setHeader("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofFile(file)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Accept", "application/json, application/problem+json, */*;q=0.1");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static BodyPublisher text(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpRequest plain = request.build();
        if (plain.headers().firstValue("Content-Type").isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try (InputStream body = send(request).body()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? Json.object() : Json.read(text);
        } catch (JsonProcessingException e) {
            throw notOurs(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw Problems.refusal(this, response);
            }
            return response;
        } catch (SSLException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE,
                    url + " shows a certificate that this machine does not trust.",
                    "Name the authority that signed it: --ca FILE",
                    e);
        } catch (ConnectException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE, "Nothing answers at " + url + ".", "./ratoon up", e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(
                    Exit.UNREACHABLE,
                    url + " did not answer in time.",
                    "Try again, and look at its log: ./ratoon logs",
                    e);
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(e);
        }
    }

    private CommandFailure broken(Exception e) {
        return new CommandFailure(
                Exit.UNREACHABLE,
                "The connection to " + url + " broke (" + e.getMessage() + ").",
                "Try again, and look at its log: ./ratoon logs",
                e);
    }

    private CommandFailure notOurs(Exception e) {
        return new CommandFailure(
                Exit.UNREACHABLE,
                "What answers at " + url + " is not Ratoon.",
                "Check the address (--url, RATOON_URL)",
                e);
    }
}
