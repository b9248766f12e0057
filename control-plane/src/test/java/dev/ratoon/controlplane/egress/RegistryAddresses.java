package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.proxy.Addresses;
import dev.ratoon.git.AddressRules;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Registries stand where this machine finds them; all other addresses are judged as ever. */
@Alternative
@Singleton
public class RegistryAddresses {
    @ConfigProperty(name = "test.registries.hosts")
    List<String> hosts;

    @Produces
    @Alternative
    @Singleton
    Addresses addresses() {
        var rules = new AddressRules(List.of());
        return (host, address) ->
                hosts.contains(host) && !address.isLoopbackAddress()
                        ? Optional.empty()
                        : rules.refusal(address);
    }
}
