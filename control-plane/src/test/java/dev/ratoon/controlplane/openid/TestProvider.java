package dev.ratoon.controlplane.openid;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.InetAddress;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/** A real OpenID Connect server, with a login form that takes any name. */
public final class TestProvider implements QuarkusTestResourceLifecycleManager {
    private final MockOAuth2Server server =
            new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"interactiveLogin\": true}"));

    @Override
    public Map<String, String> start() {
        server.start(InetAddress.getLoopbackAddress(), 0);
        return Map.of("ratoon.openid.issuer", server.issuerUrl("test").toString());
    }

    @Override
    public void stop() {
        server.shutdown();
    }
}
