package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.secrets.SecretsKey;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What the runner of an incarnation shows the first time: follows from the secrets key, so that
 * nobody has to keep it and each process knows it.
 */
@Singleton
public class FirstKeys {
    private final SecretsKey key;

    FirstKeys(SecretsKey key) {
        this.key = key;
    }

    public String of(UUID agent, int incarnation) {
        return HexFormat.of().formatHex(key.derive("first key of " + agent + "." + incarnation));
    }
}
