package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.proxy.Addresses;
import dev.ratoon.controlplane.proxy.Names;
import dev.ratoon.git.AddressRules;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An internet of two names and those that a test adds, with a nameserver of its own. Both lead to
 * one address of this machine, which stands for a public one; all others are judged as ever.
 */
@Alternative
@Singleton
public class OutsideOfTest {
    static final String ADDRESS = "127.0.0.78";
    public static final String WEB = "web.example";
    static final String NPM = "npm.example";

    final NameserverOfTest nameserver;

    OutsideOfTest() throws IOException {
        nameserver = new NameserverOfTest();
        nameserver.means(WEB, outside());
        nameserver.means(NPM, outside());
    }

    static InetAddress outside() {
        return InetAddress.ofLiteral(ADDRESS);
    }

    @PreDestroy
    void end() {
        nameserver.close();
    }

    @Produces
    @Alternative
    @Singleton
    Names names() {
        return nameserver::lookUp;
    }

    @Produces
    @Alternative
    @Singleton
    Addresses addresses() {
        var rules = new AddressRules(List.of());
        return (_, address) ->
                ADDRESS.equals(address.getHostAddress())
                        ? Optional.empty()
                        : rules.refusal(address);
    }
}
