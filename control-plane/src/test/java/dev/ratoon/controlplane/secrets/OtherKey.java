package dev.ratoon.controlplane.secrets;

import java.security.SecureRandom;

/** The secrets key of somebody else's installation. */
public final class OtherKey {
    private OtherKey() {}

    public static SecretsKey random() {
        byte[] bytes = new byte[SecretsKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretsKey(bytes);
    }
}
