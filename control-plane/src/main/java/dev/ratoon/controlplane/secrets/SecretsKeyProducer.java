package dev.ratoon.controlplane.secrets;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads or makes the key at the start, and refuses one that does not fit what is sealed. */
@Singleton
class SecretsKeyProducer {
    private final SecretsConfig config;
    private final Path home;
    private final RandomGenerator random;

    SecretsKeyProducer(
            SecretsConfig config,
            @ConfigProperty(name = "started.home") Path home,
            RandomGenerator random) {
        this.config = config;
        this.home = home;
        this.random = random;
    }

    @Produces
    @Singleton
    @Startup
    SecretsKey key(Instance<SealedRows> features) {
        return fitting(features.stream().flatMap(rows -> rows.oneOfEachKey().stream()).toList());
    }

    SecretsKey fitting(List<byte[]> sealed) {
        SecretsKey key = keyFor(!sealed.isEmpty());
        if (!config.startOver()) {
            sealed.forEach(value -> refuseOther(key, value));
        }
        return key;
    }

    private SecretsKey keyFor(boolean somethingIsSealed) {
        KeyFile file =
                config.keyFile()
                        .map(path -> new KeyFile(path, true))
                        .orElseGet(() -> new KeyFile(new Home(home).secretsKey(), false));
        if (file.exists() || file.given()) {
            return file.read();
        }
        if (somethingIsSealed && !config.startOver()) {
            throw new StartFailure(
                    file.path() + " is not there, and the database holds secrets sealed with it.",
                    "Put it back from where you keep its copy. If it is lost for good:"
                            + " RATOON_SECRETS_START_OVER=true ./ratoon up, and enter the secrets"
                            + " again");
        }
        return file.make(random);
    }

    private static void refuseOther(SecretsKey key, byte[] sealed) {
        byte[] id = Vault.keyId(sealed);
        if (!Arrays.equals(id, key.id())) {
            throw new StartFailure(
                    "The database holds secrets sealed with the key "
                            + HexFormat.of().formatHex(id)
                            + "…, and this one is "
                            + key.fingerprint()
                            + ".",
                    "Put the right key back. If it is lost for good: RATOON_SECRETS_START_OVER=true"
                            + " ./ratoon up, and enter the secrets again");
        }
    }
}
