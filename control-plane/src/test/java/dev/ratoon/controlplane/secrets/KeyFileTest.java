package dev.ratoon.controlplane.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir Path directory;

    @Test
    void aNewKeyIsClosedToOthersAndLeavesNothingBeside() throws IOException {
        SecretsKey made = file(false).make(new SecureRandom());

        assertEquals(made.fingerprint(), file(false).read().fingerprint());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file(false).path())));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(file(false).path()), files.toList());
        }
    }

    @Test
    void aKeyThatIsThereIsNeverReplaced() {
        SecretsKey first = file(false).make(new SecureRandom());

        assertThrows(StartFailure.class, () -> file(false).make(new SecureRandom()));

        assertEquals(first.fingerprint(), file(false).read().fingerprint());
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        file(false).make(new SecureRandom());
        allow("rw-r-----");

        StartFailure refused = assertThrows(StartFailure.class, () -> file(false).read());

        assertTrue(refused.nextStep().startsWith("Close it: chmod 600"), refused.nextStep());
    }

    @Test
    void aGivenKeyMayBeReadByItsGroupOnly() throws IOException {
        SecretsKey made = file(false).make(new SecureRandom());
        allow("r--r-----");
        assertEquals(made.fingerprint(), file(true).read().fingerprint());

        allow("r--r--r--");
        assertThrows(StartFailure.class, () -> file(true).read());
    }

    @Test
    void aKeyThatBelongsToSomebodyElseIsRefused() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        file(false).make(new SecureRandom());
        Files.setAttribute(file(false).path(), "unix:uid", 54_321);
        StartFailure refused = assertThrows(StartFailure.class, () -> file(true).read());
        assertTrue(String.valueOf(refused.getMessage()).contains("belongs to 54321"));
    }

    @Test
    void aKeyOfAnotherSizeIsRefused() throws IOException {
        Files.write(file(false).path(), new byte[31]);
        allow("rw-------");

        StartFailure refused = assertThrows(StartFailure.class, () -> file(false).read());

        assertTrue(String.valueOf(refused.getMessage()).contains("31 bytes"));
    }

    @Test
    void aGivenKeyThatIsMissingComesWithTheCommandThatMakesIt() {
        StartFailure refused = assertThrows(StartFailure.class, () -> file(true).read());

        assertTrue(refused.nextStep().contains("head -c 32 /dev/urandom"), refused.nextStep());
    }

    private KeyFile file(boolean given) {
        return new KeyFile(directory.resolve("secrets.key"), given);
    }

    private void allow(String permissions) throws IOException {
        Files.setPosixFilePermissions(
                file(false).path(), PosixFilePermissions.fromString(permissions));
    }
}
