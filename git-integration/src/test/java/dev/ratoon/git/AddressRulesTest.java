package dev.ratoon.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressRulesTest {
    private final AddressRules rules = new AddressRules(List.of(Network.parse("34.118.0.0/16")));

    @Test
    void whatIsNobodysPublicHostIsRefused() throws UnknownHostException {
        var refused =
                """
                0.0.0.0          of this machine
                127.0.0.1        of this machine
                127.255.255.255  of this machine
                10.0.0.1         private
                172.16.0.1       private
                172.31.255.255   private
                192.168.1.1      private
                169.254.169.254  link-local
                100.64.0.1       shared behind a carrier's NAT
                168.63.129.16    of a cloud's own
                198.18.0.1       reserved
                224.0.0.1        multicast
                255.255.255.255  reserved
                ::               of this machine
                ::1              of this machine
                ::ffff:10.0.0.1  private
                64:ff9b::a00:1   private
                64:ff9b::7f00:1  of this machine
                fd00::1          private
                fe80::1          link-local
                ff02::1          multicast
                2001:db8::1      reserved
                2001::1          reserved
                2002:a00:1::     reserved
                100::1           reserved
                34.118.3.4       of the cluster
                """;
        for (String line : refused.lines().toList()) {
            String[] columns = line.split(" +", 2);
            assertEquals(Optional.of(columns[1]), refusal(columns[0]), line);
        }
    }

    @Test
    void aPublicAddressIsDialled() throws UnknownHostException {
        for (String address :
                List.of(
                        "140.82.121.4",
                        "172.32.0.1",
                        "100.128.0.1",
                        "2606:50c0::1",
                        "34.117.0.1")) {
            assertEquals(Optional.empty(), refusal(address), address);
        }
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        for (String text : List.of("", "10.0.0.0", "10.0.0.0/33", "host/8", "::/129", "/8")) {
            assertThrows(IllegalArgumentException.class, () -> Network.parse(text), text);
        }
    }

    private Optional<String> refusal(String address) throws UnknownHostException {
        return rules.refusal(InetAddress.getByName(address));
    }
}
