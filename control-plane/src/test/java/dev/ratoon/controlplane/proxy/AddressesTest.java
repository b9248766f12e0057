package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.AddressRules;
import dev.ratoon.git.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private final Addresses addresses =
            Addresses.publicAnd(
                    Set.of("nexus.example"),
                    new AddressRules(
                            List.of(
                                    Network.parse("34.118.0.0/16"),
                                    Network.parse("10.96.0.0/12"))));

    @Test
    void aHostThatTheOperatorNamedMayBePrivate() throws UnknownHostException {
        assertEquals(Optional.empty(), refusal("nexus.example", "10.1.2.3"));
        assertEquals(Optional.empty(), refusal("nexus.example", "fd12::3"));
        assertEquals(Optional.of("private"), refusal("other.example", "10.1.2.3"));
    }

    /** Where the control plane listens, and what a cloud tells its machines. */
    @Test
    void butNotOfThisMachineNorOfACloudsInside() throws UnknownHostException {
        for (String address :
                List.of(
                        "127.0.0.1",
                        "::1",
                        "0.0.0.0",
                        "169.254.169.254",
                        "168.63.129.16",
                        "64:ff9b::7f00:1",
                        "34.118.0.1",
                        "10.96.0.1")) {
            assertTrue(refusal("nexus.example", address).isPresent(), address);
        }
    }

    private Optional<String> refusal(String host, String address) throws UnknownHostException {
        return addresses.refusal(host, InetAddress.getByName(address));
    }
}
