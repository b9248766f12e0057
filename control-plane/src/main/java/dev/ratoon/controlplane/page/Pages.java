package dev.ratoon.controlplane.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The addresses of the app: all are one page, as it stands at {@code /}. */
@Singleton
class Pages {
    private static final String PAGE = "META-INF/resources/index.html";
    static final String ADDRESSES =
            "/(?:new|settings(?:/(?:[a-z]+(?:/[^/]*)?)?)?"
                    + "|agents/[^/]+(?:/(?:changes|log|settings))?)";

    void open(@Observes Router router) {
        Buffer page = Buffer.buffer(page());
        router.getWithRegex(ADDRESSES).handler(context -> answer(context, page));
        router.headWithRegex(ADDRESSES).handler(context -> answer(context, page));
    }

    private static void answer(RoutingContext context, Buffer page) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8").end(page);
    }

    private static byte[] page() {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream in = classes.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IllegalStateException("the web app is not in this build: " + PAGE);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
