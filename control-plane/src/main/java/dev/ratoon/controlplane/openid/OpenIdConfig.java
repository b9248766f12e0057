package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.access.Role;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Signing in through an OpenID Connect provider. Off until there is an issuer. */
@ConfigMapping(prefix = "ratoon.openid")
public interface OpenIdConfig {
    /** The provider's address, under which {@code /.well-known/openid-configuration} is found. */
    Optional<String> issuer();

    /** What the provider knows this Ratoon as. */
    @WithDefault("ratoon")
    String clientId();

    /** What this Ratoon proves itself to the provider with. */
    Optional<String> clientSecret();

    /** What stands on the button of the login page. */
    @WithDefault("Single sign-on")
    String label();

    /**
     * The role of users whom the provider vouches for and nobody invited: member or viewer. Without
     * it they are refused.
     */
    Optional<Role> newUsers();

    /** The only domains of e-mail addresses that new users come from; without it, any. */
    Optional<Set<String>> domains();
}
