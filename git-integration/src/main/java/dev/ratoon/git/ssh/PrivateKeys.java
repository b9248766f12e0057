package dev.ratoon.git.ssh;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Keys as the client wants them. */
final class PrivateKeys {
    private PrivateKeys() {}

    static KeyPair read(Login.SshKey login) {
        try {
            byte[] encoded = Base64.getDecoder().decode(login.privateKey());
            PrivateKey key =
                    SecurityUtils.getKeyFactory(SecurityUtils.ED25519)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new KeyPair(SecurityUtils.recoverEDDSAPublicKey(key), key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Its words may have parts of the key in them.
            throw GitTrouble.internal(
                    "The ssh key %s cannot be read: make another one.".formatted(login.identity()),
                    null);
        }
    }
}
