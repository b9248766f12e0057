package dev.ratoon.controlplane.start;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void aTakenPortIsNamedAndAFreeOnePasses() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            var refused =
                    assertThrows(StartFailure.class, () -> FreePort.require("127.0.0.1", port));
            assertEquals(
                    "Port " + port + " of 127.0.0.1 is taken by another program.",
                    refused.getMessage());
        }
        assertDoesNotThrow(() -> FreePort.require("127.0.0.1", port));
    }

    @Test
    void aPortBeyondTheLastIsRefused() {
        var refused = assertThrows(StartFailure.class, () -> FreePort.require("127.0.0.1", 65_536));
        assertEquals("There is no port 65536.", refused.getMessage());
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        var refused = assertThrows(StartFailure.class, () -> FreePort.require("192.0.2.1", 7070));
        assertTrue(refused.nextStep().contains("--host"), refused.nextStep());
    }
}
