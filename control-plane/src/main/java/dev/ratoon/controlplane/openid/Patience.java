package dev.ratoon.controlplane.openid;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A provider that says nothing, or for ever, is waited for no longer than this. (That this answers
 * with a Uni is the library's wish; nothing here waits.)
 */
@Singleton
@Unremovable
class Patience implements OidcRequestFilter {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public Uni<Void> filter(OidcRequestFilterContext asked) {
        asked.request().timeout(LONGEST.toMillis());
        return Uni.createFrom().voidItem();
    }
}
