package dev.ratoon.controlplane.openid;

import org.jspecify.annotations.Nullable;

/**
 * What the provider says about somebody, as far as we look at it.
 *
 * @param email only when the provider says that it is verified
 */
record Vouched(
        String issuer,
        String subject,
        @Nullable String email,
        @Nullable String userName,
        @Nullable String fullName) {}
