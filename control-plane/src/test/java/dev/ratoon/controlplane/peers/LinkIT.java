package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.secrets.OtherKey;
import dev.ratoon.controlplane.secrets.SecretsKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets through the port for other processes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LinkIT {
    @Inject Vertx vertx;
    @Inject LogHub hub;
    @Inject ProcessStore processes;
    @Inject SecretsKey secrets;
    @Inject PeersConfig config;
    @Inject Peers peers;
    @Inject Clock clock;
    private int port;

    @BeforeEach
    void where() throws Exception {
        String address =
                String.valueOf(
                        Eventually.get(
                                        "where it listens",
                                        () -> processes.find(hub.process()).orElseThrow(),
                                        known -> known.address() != null)
                                .address());
        assertEquals("127.0.0.1", address.substring(0, address.indexOf(':')));
        port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    /** Opens the door for live pieces, as whoever shows this. */
    private void enter(WebSocketClientOptions options, String process) {
        var client = vertx.createWebSocketClient(options);
        try {
            var at =
                    new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI(PeerListener.path(process, LiveDoor.NAME));
            client.connect(at)
                    .compose(socket -> socket.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } finally {
            client.close();
        }
    }

    @Test
    void who_has_the_same_secrets_key_and_means_this_process_enters() {
        enter(new Link(secrets, clock).client(), hub.process());
    }

    @Test
    void who_means_another_process_is_refused() {
        var options = new Link(secrets, clock).client();
        assertThrows(CompletionException.class, () -> enter(options, new UUID(1, 2).toString()));
    }

    @Test
    void who_has_another_secrets_key_is_refused() {
        var options = new Link(secrets, clock).client();
        options.setKeyCertOptions(new Link(OtherKey.random(), clock).client().getKeyCertOptions());
        assertThrows(CompletionException.class, () -> enter(options, hub.process()));
    }

    @Test
    void who_shows_no_key_is_refused() {
        var options = new WebSocketClientOptions().setSsl(true).setTrustAll(true);
        options.setVerifyHost(false);
        assertThrows(CompletionException.class, () -> enter(options, hub.process()));
    }

    @Test
    void who_does_not_encrypt_gets_no_answer() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request =
                    "GET "
                            + PeerListener.path(hub.process(), LiveDoor.NAME)
                            + " HTTP/1.1\r\n"
                            + "Host: x\r\n"
                            + "Connection: Upgrade\r\n"
                            + "Upgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            byte[] answer;
            try {
                answer = socket.getInputStream().readAllBytes();
            } catch (IOException reset) {
                return;
            }
            assertFalse(new String(answer, StandardCharsets.ISO_8859_1).contains("HTTP"));
        }
    }

    @Test
    void nobody_is_dialled_who_has_another_secrets_key() throws Exception {
        peers.dial(listening(new Link(secrets, clock)), LiveDoor.NAME).close(1000, "over");
        Peer impostor = listening(new Link(OtherKey.random(), clock));
        assertThrows(PeerAway.class, () -> peers.dial(impostor, LiveDoor.NAME));
    }

    /** Somebody who lets everybody in. */
    private Peer listening(Link link) {
        HttpServerOptions options = link.server(config).setClientAuth(ClientAuth.NONE);
        var server =
                vertx.createHttpServer(options)
                        .requestHandler(HttpServerRequest::toWebSocket)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return new Peer(hub.process(), "127.0.0.1", server.actualPort(), "a place");
    }

    @Test
    void a_process_of_another_key_is_not_entered_beside_one_that_lives() throws Exception {
        Optional<ProcessStore.Known> other =
                processes.enter(new UUID(3, 4).toString(), "another key", "elsewhere");
        assertEquals(hub.process(), other.orElseThrow().id());
    }
}
