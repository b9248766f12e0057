package dev.ratoon.git;

import java.util.Set;

/** With what somebody shows himself to a host. */
public sealed interface Login {
    /** Whose login it is, the same for each use, and no secret. */
    String identity();

    /**
     * For https.
     *
     * @param user the name for basic authentication
     */
    record Password(String identity, String user, String secret) implements Login {
        public Password {
            if (user.indexOf(':') >= 0
                    || (user + secret).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not a login that a header can carry");
            }
        }

        @Override
        public String toString() {
            return "Login[" + identity + "]";
        }
    }

    /**
     * For ssh.
     *
     * @param privateKey an Ed25519 key, PKCS#8 in base64
     * @param hosts the keys which its owner has said are the host's; no other host is spoken to
     */
    record SshKey(String identity, String privateKey, Set<SshPublicKey> hosts) implements Login {
        public SshKey {
            hosts = Set.copyOf(hosts);
        }

        @Override
        public String toString() {
            return "Login[" + identity + "]";
        }
    }
}
