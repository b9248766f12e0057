package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Invitations;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Login codes: short-lived, good once, and carried in a link's fragment, which no server sees. */
@Singleton
public class Codes implements Invitations {
    static final String PREFIX = "ratoon_c_";

    private final CodeStore codes;
    private final LoginConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    Codes(CodeStore codes, LoginConfig config, Clock clock, RandomGenerator random) {
        this.codes = codes;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Invitation invite(User user, URI base) {
        return link(user.id(), Role.OWNER, base);
    }

    /**
     * A link that signs this user in.
     *
     * @param ceiling the most that the session may carry: never more than whoever asks has
     */
    public Invitation link(UUID user, Role ceiling, URI base) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.codeLifetime());
        SecretText code = SecretText.random(PREFIX, random);
        codes.add(code, user, ceiling, now, expiresAt);
        return new Invitation(base.resolve("/#code=" + code.value()).toString(), expiresAt);
    }

    /** Whom it would sign in now. */
    Optional<UUID> userOf(String code) {
        return codes.userOf(new SecretText(code), clock.instant());
    }

    Optional<Known> use(String code) {
        return codes.use(new SecretText(code), clock.instant());
    }
}
