package dev.ratoon.controlplane.operations;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An OpenTelemetry collector for traces over gRPC: HTTP/2, one message a call, its status in the
 * trailers. A field of type {@code BlockingQueue<String>} gets what arrives, as in {@link
 * Collector}; a call that is none of gRPC arrives as what was wrong with it.
 */
public final class GrpcCollector implements QuarkusTestResourceLifecycleManager {
    private static final String EXPORT =
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final int PREFIX = 5;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
                        .requestHandler(call -> call.bodyHandler(body -> answer(call, body)));
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the collector does not listen", e);
        }
        return Map.of(
                "ratoon.telemetry.endpoint",
                "http://127.0.0.1:" + server.actualPort(),
                "ratoon.telemetry.protocol",
                "grpc",
                "quarkus.otel.bsp.schedule.delay",
                "100ms");
    }

    private void answer(HttpServerRequest call, Buffer body) {
        arrived.add(wrong(call, body) ? call.version() + " " + call.path() : text(body));
        call.response()
                .putHeader("content-type", "application/grpc")
                .putTrailer("grpc-status", "0")
                .end(Buffer.buffer(new byte[PREFIX]));
    }

    private static boolean wrong(HttpServerRequest call, Buffer body) {
        return call.version() != HttpVersion.HTTP_2
                || !EXPORT.equals(call.path())
                || !String.valueOf(call.getHeader("content-type")).startsWith("application/grpc")
                || body.length() < PREFIX
                || body.getByte(0) != 0
                || body.getInt(1) != body.length() - PREFIX;
    }

    private static String text(Buffer body) {
        return body.getBuffer(PREFIX, body.length()).toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(arrived, new TestInjector.MatchesType(BlockingQueue.class));
    }

    @Override
    public void stop() {
        vertx.close();
    }
}
