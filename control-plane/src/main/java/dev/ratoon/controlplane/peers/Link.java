package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.secrets.SecretsKey;
import dev.ratoon.protocol.Protocol;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** How both ends of a connection between processes are set up: mutual TLS 1.3, or nothing. */
@Singleton
class Link {
    /** A message of a runner, and what we put before it. */
    static final int LARGEST_MESSAGE = Protocol.LARGEST_MESSAGE + 64;

    /** A connection on which not even a ping came is dead: the other machine may be gone. */
    private static final int SILENCE = 60;

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

    private final SecretsKey secrets;
    private final Clock clock;
    private @Nullable Proof proof;

    Link(SecretsKey secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Proof(KeyCertOptions shown, TrustOptions trusted) {}

    /** Made when it is first needed: it takes a moment that the start need not wait for. */
    private synchronized Proof proof() {
        Proof made = proof;
        if (made == null) {
            LinkKeys keys = LinkKeys.of(secrets, clock.instant());
            made =
                    new Proof(
                            KeyCertOptions.wrap(manager(keys)),
                            TrustOptions.wrap(new SameKey(keys)));
            proof = made;
        }
        return made;
    }

    private static X509KeyManager manager(LinkKeys keys) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "link",
                    keys.pair().getPrivate(),
                    new char[0],
                    new X509Certificate[] {keys.certificate()});
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK keeps a key in memory", e);
        }
    }

    HttpServerOptions server(PeersConfig config) {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setSsl(true)
                .setKeyCertOptions(proof().shown())
                .setTrustOptions(proof().trusted())
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout(SILENCE);
    }

    WebSocketClientOptions client() {
        return new WebSocketClientOptions()
                .setSsl(true)
                .setKeyCertOptions(proof().shown())
                .setTrustOptions(proof().trusted())
                // Its key says who it is; the address only where.
                .setVerifyHost(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setMaxConnections(10_000)
                .setConnectTimeout(2_000)
                .setIdleTimeout(SILENCE);
    }
}
