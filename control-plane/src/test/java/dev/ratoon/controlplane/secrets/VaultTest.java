package dev.ratoon.controlplane.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String SECRET = "sk-test-4711-geheim";

    private final Place place = new Place("provider_keys", new UUID(1, 2), "sealed");
    private final Random random = new Random(42);
    private final Vault vault = new Vault(new SecretsKey(bytes(7)), random);

    @Test
    void whatWasSealedOpensInItsPlace() {
        assertEquals(SECRET, vault.open(place, vault.seal(place, SECRET)));
    }

    @Test
    void aValueMovedToAnotherRowDoesNotOpen() {
        assertRefused(new Place("provider_keys", new UUID(1, 3), "sealed"));
    }

    @Test
    void aValueMovedToAnotherTableOrColumnDoesNotOpen() {
        assertRefused(new Place("environments", new UUID(1, 2), "sealed"));
        assertRefused(new Place("provider_keys", new UUID(1, 2), "hint"));
    }

    @Test
    void noFlippedBitGoesUnnoticed() {
        byte[] sealed = vault.seal(place, SECRET);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(Failure.class, () -> vault.open(place, changed), "bit " + bit);
        }
    }

    @Test
    void noShortenedValueGoesUnnoticed() {
        byte[] sealed = vault.seal(place, SECRET);

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThrows(Failure.class, () -> vault.open(place, cut));
        }
    }

    @Test
    void anotherKeyIsNamedAsTheReason() {
        var other = new Vault(new SecretsKey(bytes(8)), random);

        Failure refused =
                assertThrows(Failure.class, () -> other.open(place, vault.seal(place, SECRET)));

        assertEquals(ProblemType.CONFLICT, refused.type());
    }

    @Test
    void twoSealsOfOneSecretDiffer() {
        assertNotEquals(
                HexFormat.of().formatHex(vault.seal(place, SECRET)),
                HexFormat.of().formatHex(vault.seal(place, SECRET)));
    }

    @Test
    void neitherSecretNorKeyIsEverPrinted() {
        byte[] sealed = vault.seal(place, SECRET);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        Failure refused = assertThrows(Failure.class, () -> vault.open(place, changed));

        String printed =
                vault
                        + " "
                        + new SecretsKey(bytes(7))
                        + refused
                        + refused.forTheLog()
                        + new String(sealed, StandardCharsets.ISO_8859_1);

        assertFalse(printed.contains("geheim"));
        assertFalse(printed.contains(HexFormat.of().formatHex(bytes(7)).substring(0, 8)));
    }

    private void assertRefused(Place elsewhere) {
        byte[] sealed = vault.seal(place, SECRET);
        assertThrows(Failure.class, () -> vault.open(elsewhere, sealed));
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
