package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.login.LoginMethods;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Our configuration, as the library wants it: the code flow with PKCE, on one path only. (That this
 * answers with a Uni is the library's wish; nothing here waits.)
 */
@ApplicationScoped
class Tenant implements TenantConfigResolver, LoginMethods.OpenIdProvider {
    static final String PATH = "/auth/oidc";
    static final String ID = "ratoon";

    private final OpenIdConfig config;
    private final byte[] seed;

    Tenant(OpenIdConfig config, RandomGenerator random) {
        this.config = config;
        byte[] chance = new byte[32];
        random.nextBytes(chance);
        // Derived from the secret, so that another replica can read the state that one has set.
        this.seed =
                config.clientSecret()
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .orElse(chance);
    }

    @Override
    public Optional<LoginMethods.Method> method() {
        return config.issuer().map(_ -> new LoginMethods.Method(config.label(), PATH));
    }

    @Override
    public Uni<OidcTenantConfig> resolve(
            RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return context.normalizedPath().equals(PATH) && config.issuer().isPresent()
                ? Uni.createFrom().item(tenant(config.issuer().get()))
                : Uni.createFrom().nullItem();
    }

    private OidcTenantConfig tenant(String issuer) {
        var tenant =
                OidcTenantConfig.builder()
                        .tenantId(ID)
                        .applicationType(ApplicationType.WEB_APP)
                        .authServerUrl(issuer)
                        .clientId(config.clientId())
                        // Where the operator says, and nowhere that somebody else sends us.
                        .followRedirects(false);
        config.clientSecret().ifPresent(secret -> tenant.credentials(secret));
        return tenant.authentication()
                .redirectPath(PATH)
                .restorePathAfterRedirect(false)
                .removeRedirectParameters(false)
                .scopes("openid", "email", "profile")
                .pkceRequired()
                .nonceRequired()
                .stateSecret(stateSecret())
                .cookiePath(PATH)
                .end()
                .build();
    }

    private String stateSecret() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            byte[] bytes = mac.doFinal("ratoon openid state".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
