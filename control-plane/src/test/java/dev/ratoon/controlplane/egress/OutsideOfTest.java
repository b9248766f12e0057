package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.proxy.Addresses;
import dev.ratoon.controlplane.proxy.Names;
import dev.ratoon.git.AddressRules;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An internet of two names, which both lead to one address of this machine. It stands for a public
 * one; all others are judged as ever.
 */
@Alternative
@Singleton
public class OutsideOfTest {
    static final String ADDRESS = "127.0.0.78";
    public static final String WEB = "web.example";
    static final String NPM = "npm.example";

    final AtomicInteger lookups = new AtomicInteger();

    @Produces
    @Alternative
    @Singleton
    Names names() {
        return host -> {
            lookups.incrementAndGet();
            if (!host.equals(WEB) && !host.equals(NPM)) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getByName(ADDRESS));
        };
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
