package dev.ratoon.controlplane.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsKeyProducerTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path home;

    record Given(Optional<Path> keyFile, boolean startOver) implements SecretsConfig {}

    @Test
    void theFirstStartMakesAKeyAndTheSecondReadsIt() {
        SecretsKey made = start(false, List.of());

        assertEquals(made.fingerprint(), start(false, List.of(sealedWith(made))).fingerprint());
    }

    @Test
    void aLostKeyStopsTheStartAndNoneIsMadeInItsPlace() {
        List<byte[]> sealed = List.of(sealedWith(anotherKey()));

        var refused = assertThrows(StartFailure.class, () -> start(false, sealed));

        assertTrue(refused.nextStep().startsWith("Put it back"), refused.nextStep());
        assertTrue(Files.notExists(home.resolve("secrets.key")));
    }

    @Test
    void anotherKeyThanTheOneThatSealedStopsTheStart() {
        SecretsKey own = start(false, List.of());
        List<byte[]> sealed = List.of(sealedWith(own), sealedWith(anotherKey()));

        var refused = assertThrows(StartFailure.class, () -> start(false, sealed));

        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("this one is " + own.fingerprint()), said);
    }

    @Test
    void whoStartsOverGoesOnWithANewKey() {
        List<byte[]> sealed = List.of(sealedWith(anotherKey()));

        SecretsKey made = start(true, sealed);

        assertEquals(made.fingerprint(), start(true, sealed).fingerprint());
    }

    private SecretsKey start(boolean over, List<byte[]> sealed) {
        var config = new Given(Optional.empty(), over);
        return new SecretsKeyProducer(config, home, RANDOM).fitting(sealed);
    }

    private static SecretsKey anotherKey() {
        byte[] bytes = new byte[SecretsKey.BYTES];
        RANDOM.nextBytes(bytes);
        return new SecretsKey(bytes);
    }

    private static byte[] sealedWith(SecretsKey key) {
        return new Vault(key, RANDOM).seal(new Place("keys", new UUID(1, 2), "sealed"), "a secret");
    }
}
