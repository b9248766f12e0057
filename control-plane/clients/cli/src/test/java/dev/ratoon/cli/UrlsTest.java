package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    @ParameterizedTest
    @CsvSource({
        "ratoon.example, https://ratoon.example:443",
        "https://Ratoon.example/x, https://ratoon.example:443",
        "http://127.0.0.1:7070/, http://127.0.0.1:7070",
        "http://127.1.2.3, http://127.1.2.3:80",
        "http://localhost:1, http://localhost:1",
        "http://[::1]:1, http://[::1]:1"
    })
    void anAddressIsReadAsAPersonWritesIt(String written, URI meant) {
        assertEquals(meant, Urls.base(written));
    }

    /** A name that begins like an address of this machine is somebody's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ratoon.example",
                "http://127.0.0.1.evil.example",
                "http://127.evil.example",
                "http://localhost.evil.example",
                "http://10.0.0.1"
            })
    void aTokenGoesToNoOtherMachineUnencrypted(String written) {
        var refused = assertThrows(CommandFailure.class, () -> Urls.base(written));
        assertTrue(String.valueOf(refused.getMessage()).contains("over plain http"));
    }
}
