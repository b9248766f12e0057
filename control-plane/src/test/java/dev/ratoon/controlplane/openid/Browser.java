package dev.ratoon.controlplane.openid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Goes the way of a browser: keeps cookies, follows redirects, fills in the provider's form. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(URI base) {
        this.base = base;
    }

    /** Who somebody is at the provider. */
    record Account(String subject, Map<String, Object> claims) {}

    /** From our button to the provider's answer, which is not delivered yet. */
    URI untilBackFrom(Account account) {
        var toProvider = get(base.resolve("/auth/oidc"));
        URI provider = URI.create(location(toProvider));
        String form =
                "username="
                        + encoded(account.subject())
                        + "&claims="
                        + encoded(json(account.claims()));
        var back =
                send(
                        HttpRequest.newBuilder(provider)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));
        return URI.create(location(back));
    }

    /** All the way, to whatever we answer in the end. */
    HttpResponse<String> follow(Account account) {
        return get(untilBackFrom(account));
    }

    String codeLink(Account account) {
        var answer = follow(account);
        String link = answer.headers().firstValue("Location").orElse("");
        if (!link.contains("#code=")) {
            throw new AssertionError("no code: " + answer.statusCode() + " " + answer.body());
        }
        return link;
    }

    boolean keeps(String cookiePrefix) {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(cookie -> cookie.getName().startsWith(cookiePrefix));
    }

    HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(
                        () -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String json(Map<String, Object> claims) {
        try {
            return new ObjectMapper().writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
