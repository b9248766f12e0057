package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.proxy.Registry;
import dev.ratoon.controlplane.proxy.RegistryKind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistriesTest {
    /** What an operator says of one. */
    record Said(
            Optional<Boolean> enabled,
            Optional<URI> url,
            Optional<String> kind,
            Optional<List<String>> hosts,
            Optional<String> username,
            Optional<String> password)
            implements EgressConfig.Upstream {
        static Said of(@Nullable String url, @Nullable String kind, String... hosts) {
            return new Said(
                    Optional.empty(),
                    Optional.ofNullable(url).map(URI::create),
                    Optional.ofNullable(kind),
                    hosts.length == 0 ? Optional.empty() : Optional.of(List.of(hosts)),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    @Test
    void thePublicOnesAreThereUnlessTheyAreSwitchedOff() {
        assertEquals(List.of("apt", "maven", "npm", "pypi"), names(Map.of()));
        var off =
                new Said(
                        Optional.of(false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertEquals(List.of("apt", "maven", "pypi"), names(Map.of("npm", off)));
    }

    @Test
    void onesOwnAreBesideThemOrInTheirPlace() {
        var all =
                Registries.of(
                        Map.of(
                                "npm", Said.of("https://npm.example.com/api/npm/", null),
                                "ours",
                                        Said.of(
                                                "https://m.example.com/x",
                                                "maven",
                                                "f.example.com")));
        Registry npm =
                all.stream().filter(one -> one.name().equals("npm")).findFirst().orElseThrow();
        assertEquals(URI.create("https://npm.example.com/api/npm"), npm.url());
        Registry ours =
                all.stream().filter(one -> one.name().equals("ours")).findFirst().orElseThrow();
        assertEquals(RegistryKind.MAVEN, ours.kind());
        assertEquals(List.of("f.example.com"), ours.hosts());
    }

    @Test
    void aKeyIsShownInNoText() {
        var said =
                new Said(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("ada"),
                        Optional.of("secret-of-ada"));
        var npm =
                Registries.of(Map.of("npm", said)).stream()
                        .filter(one -> one.name().equals("npm"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("Basic YWRhOnNlY3JldC1vZi1hZGE="), npm.authorization());
        assertTrue(!npm.toString().contains("YWRh"), npm::toString);
    }

    @Test
    void whatMakesNoSenseStopsTheStart() {
        for (Said said :
                List.of(
                        Said.of(null, null),
                        Said.of("https://a.example", "cargo"),
                        Said.of("ftp://a.example", "npm"),
                        Said.of("https://u:p@a.example", "npm"),
                        Said.of("https://a.example?x", "npm"),
                        Said.of("https://a.example", "npm", "https://files.example"))) {
            assertThrows(
                    StartFailure.class, () -> Registries.of(Map.of("ours", said)), said::toString);
        }
        var npm = Said.of("https://a.example", "npm");
        assertThrows(StartFailure.class, () -> Registries.of(Map.of("../x", npm)));
    }

    private static List<String> names(Map<String, EgressConfig.Upstream> said) {
        return Registries.of(said).stream().map(Registry::name).toList();
    }
}
