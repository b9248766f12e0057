package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.proxy.Addresses;
import dev.ratoon.controlplane.proxy.EgressGateway;
import dev.ratoon.controlplane.proxy.Names;
import dev.ratoon.controlplane.proxy.Settings;
import dev.ratoon.git.AddressRules;
import dev.ratoon.git.Network;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** The proxy of this process, made of the configuration. */
@Singleton
public class Egress {
    private final EgressConfig config;
    private final Lists lists;
    private final EgressNotes notes;
    private final Names names;
    private final Addresses addresses;
    private final Clock clock;

    Egress(
            EgressConfig config,
            Lists lists,
            EgressNotes notes,
            Names names,
            Addresses addresses,
            Clock clock) {
        this.config = config;
        this.lists = lists;
        this.notes = notes;
        this.names = names;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Listens from now on. */
    public EgressGateway open(InetSocketAddress at) throws IOException {
        return new EgressGateway(
                new Settings(
                        at,
                        config.connections(),
                        config.lookups(),
                        config.bytesPerHour().asLongValue(),
                        config.registryBytesPerDay().asLongValue(),
                        config.idle(),
                        config.longest(),
                        Settings.TO_ASK,
                        trust()),
                lists,
                Registries.of(config.registries()),
                names,
                addresses,
                notes,
                clock);
    }

    /** After the proxy: what it has told last is noted. */
    public void end() throws InterruptedException {
        notes.end();
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** What names mean, and where they may lead. */
    @Singleton
    static class Outside {
        @Produces
        @DefaultBean
        @Singleton
        Names names() {
            return Names.system();
        }

        @Produces
        @DefaultBean
        @Singleton
        Addresses addresses(EgressConfig config) {
            try {
                List<Network> networks =
                        config.refusedNetworks().orElse(List.of()).stream()
                                .map(text -> Network.parse(text.strip()))
                                .toList();
                return Addresses.publicAnd(
                        Set.copyOf(config.privateHosts().orElse(List.of())),
                        new AddressRules(networks));
            } catch (IllegalArgumentException e) {
                throw new StartFailure(
                        "ratoon.egress.refused-networks: " + e.getMessage() + ".",
                        "Write 34.118.0.0/16, with commas between",
                        e);
            }
        }
    }
}
