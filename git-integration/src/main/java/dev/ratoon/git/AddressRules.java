package dev.ratoon.git;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which addresses are nobody's public host: what is reached from here only by standing here. */
public final class AddressRules {
    /** Of somebody's own network: the one kind that an operator may name all the same. */
    public static final String PRIVATE = "private";

    private static final Network IPV6_PUBLIC = Network.parse("2000::/3");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private static final List<Rule> REFUSED =
            rules(
                    """
                    0.0.0.0/8        of this machine
                    127.0.0.0/8      of this machine
                    10.0.0.0/8       private
                    172.16.0.0/12    private
                    192.168.0.0/16   private
                    169.254.0.0/16   link-local
                    100.64.0.0/10    shared behind a carrier's NAT
                    168.63.129.16/32 of a cloud's own
                    192.0.0.0/24     reserved
                    192.0.2.0/24     reserved
                    192.88.99.0/24   reserved
                    198.18.0.0/15    reserved
                    198.51.100.0/24  reserved
                    203.0.113.0/24   reserved
                    224.0.0.0/4      multicast
                    240.0.0.0/4      reserved
                    ::/127           of this machine
                    fc00::/7         private
                    fe80::/10        link-local
                    ff00::/8         multicast
                    2001::/23        reserved
                    2001:db8::/32    reserved
                    2002::/16        reserved
                    3fff::/20        reserved
                    """);

    private final List<Network> further;

    /**
     * @param further networks to refuse besides: the cluster's own
     */
    public AddressRules(List<Network> further) {
        this.further = further;
    }

    /** What it is that may not be dialled; empty for a public address. */
    public Optional<String> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(bytes)) {
            bytes = Arrays.copyOfRange(bytes, 12, 16);
        }
        for (Network network : further) {
            if (network.contains(bytes)) {
                return Optional.of("of the cluster");
            }
        }
        for (Rule rule : REFUSED) {
            if (rule.network().contains(bytes)) {
                return Optional.of(rule.words());
            }
        }
        if (bytes.length == 16 && !IPV6_PUBLIC.contains(bytes)) {
            return Optional.of("reserved");
        }
        return ownAddress(address) ? Optional.of("of this machine") : Optional.empty();
    }

    /** Of somebody's own network, and not of this machine: what an operator may name. */
    public boolean isPrivate(InetAddress address) {
        return refusal(address).filter(PRIVATE::equals).isPresent() && !ownAddress(address);
    }

    private static boolean ownAddress(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true; // cannot be told: refused
        }
    }

    private static List<Rule> rules(String table) {
        return table.lines()
                .map(line -> line.strip().split(" +", 2))
                .map(columns -> new Rule(Network.parse(columns[0]), columns[1]))
                .toList();
    }

    private record Rule(Network network, String words) {}
}
