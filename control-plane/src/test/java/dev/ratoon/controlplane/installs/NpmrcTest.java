package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which registry is asked, and as whom. */
class NpmrcTest {
    private static final Npmrc NOTHING = Npmrc.read(List.of(), Map.of());

    @Test
    void withNothingSaidItIsEverybodys() throws Exception {
        assertEquals(
                URI.create("https://registry.npmjs.org/"),
                Registry.of(Optional.empty(), NOTHING).address());
    }

    @Test
    void theUsersFileCountsMoreThanTheMachinesAndTheEnvironmentMost() {
        var machine = "registry=https://machine.example/";
        var user = "# said\n; too\nregistry = \"https://user.example/npm\"\nnonsense\n=x";

        assertEquals(
                Optional.of("https://user.example/npm"),
                Npmrc.read(List.of(machine, user), Map.of()).registry());
        assertEquals(
                Optional.of("https://variable.example"),
                Npmrc.read(
                                List.of(machine, user),
                                Map.of("NPM_CONFIG_REGISTRY", "https://variable.example"))
                        .registry());
    }

    @Test
    void oursCountsMoreThanNpms() throws Exception {
        var npm = Npmrc.read(List.of("registry=https://user.example/"), Map.of());

        assertEquals(
                "ours.example",
                Registry.of(Optional.of(URI.create("https://ours.example")), npm).toString());
    }

    @Test
    void aLoginIsOfItsHostAndFolderOnly() throws Exception {
        var npm =
                Npmrc.read(
                        List.of(
                                """
                                //one.example/:_authToken=${TOKEN}
                                //two.example/npm/:_auth=dXNlcjpwYXNz
                                //three.example:4873/:username=me
                                //three.example:4873/:_password=c2VjcmV0
                                """),
                        Map.of("TOKEN", "of-one"));

        assertEquals(Optional.of("Bearer of-one"), login(npm, "https://one.example/deep/down"));
        assertEquals(Optional.of("Basic dXNlcjpwYXNz"), login(npm, "https://two.example/npm/"));
        assertEquals(Optional.empty(), login(npm, "https://two.example/other/"));
        assertEquals(
                Optional.of("Basic bWU6c2VjcmV0"), login(npm, "https://three.example:4873/"));
        assertEquals(Optional.empty(), login(npm, "https://three.example/"));
        assertEquals(Optional.empty(), login(npm, "https://one.example.evil.example/"));
    }

    private static Optional<String> login(Npmrc npm, String registry) throws InstallTrouble {
        return Registry.of(Optional.of(URI.create(registry)), npm).authorization();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry.example/",
                "http://127.0.0.1.evil.example/",
                "ftp://registry.example/",
                "https://user:pass@registry.example/",
                "registry.example",
                "https:///x"
            })
    void whatIsNotSafeToAskIsRefused(String address) {
        assertThrows(
                InstallTrouble.class,
                () -> Registry.of(Optional.of(URI.create(address)), NOTHING));
    }

    @Test
    void plainHttpIsForLoopbackAndForWhatNpmWasTold() throws Exception {
        assertEquals(
                "127.0.0.1:4873",
                Registry.of(Optional.of(URI.create("http://127.0.0.1:4873/")), NOTHING)
                        .toString());
        var npm = Npmrc.read(List.of("registry=http://mirror.example/"), Map.of());
        assertEquals("mirror.example", Registry.of(Optional.empty(), npm).toString());
    }

    @Test
    void itLeadsToNoPlainAddressOfOthers() throws Exception {
        Registry secure =
                Registry.of(Optional.of(URI.create("https://one.example/npm/")), NOTHING);
        Registry plain = Registry.of(Optional.of(URI.create("http://127.0.0.1:1/")), NOTHING);

        assertTrue(secure.mayLeadTo(URI.create("https://files.example/x")));
        assertTrue(!secure.mayLeadTo(URI.create("http://one.example/x")));
        assertTrue(plain.mayLeadTo(URI.create("http://127.0.0.1:1/x")));
        assertTrue(!plain.mayLeadTo(URI.create("http://127.0.0.1:2/x")));
        assertTrue(!plain.mayLeadTo(URI.create("file:///etc/passwd")));
    }

    @Test
    void noLoginIsShown() {
        var npm = Npmrc.read(List.of("//one.example/:_authToken=secret"), Map.of());

        assertTrue(!npm.toString().contains("secret"));
    }
}
