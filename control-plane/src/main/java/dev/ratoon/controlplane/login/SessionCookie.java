package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.basis.SecretText;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/**
 * Half of a browser's session. The browser sends it to every port of this host, and so to whatever
 * else runs here: that is why it alone is worth nothing.
 */
public final class SessionCookie {
    public static final String NAME = "ratoon_session";

    /** Carries the other half, which lies in the storage of the origin. */
    public static final String PROOF_HEADER = "Ratoon-Proof";

    private SessionCookie() {}

    static NewCookie set(SecretText cookie, Duration lifetime, boolean tls) {
        return cookie(cookie.value(), (int) lifetime.toSeconds(), tls);
    }

    static NewCookie removed(boolean tls) {
        return cookie("", 0, tls);
    }

    private static NewCookie cookie(String value, int seconds, boolean tls) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(tls)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
