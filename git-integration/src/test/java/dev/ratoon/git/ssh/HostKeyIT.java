package dev.ratoon.git.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.gateway.GitClient;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To whom somebody shows himself, and with what. */
class HostKeyIT {
    @TempDir Path folder;
    Path repository;
    SshHost host;
    final Upstreams upstreams =
            new Upstreams(
                    UpstreamSettings.defaults()
                            .withPrivateHosts(
                                    Set.of(SshHost.NAME), UpstreamSettings.defaults().tls())
                            .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(5)));

    @BeforeEach
    void aHost() throws Exception {
        repository = new GitClient(folder).repository(folder.resolve("owner.git"));
        host = new SshHost(folder.resolve("sshd"), List.of("ed25519", "ecdsa", "rsa"));
    }

    @AfterEach
    void close() {
        upstreams.close();
        host.close();
    }

    @Test
    void a_host_of_which_no_key_is_known_is_told_nothing_and_its_fingerprint_is_said()
            throws Exception {
        String said = refused(host.login(new SshPublicKey[0]));
        assertTrue(said.contains("No key of localhost is known yet"), said);
        assertTrue(said.contains(host.key("ed25519").fingerprint()), said);
        assertFalse(host.heardOfAUser(), host::said);
        seen(host.login());
        assertTrue(host.heardOfAUser(), "else it could not be told");
    }

    @Test
    void a_host_whose_key_has_changed_is_told_nothing_and_both_fingerprints_are_said()
            throws Exception {
        Login login = host.login();
        SshPublicKey before = host.key("ed25519");
        seen(login);
        host.close();
        try (var other = new SshHost(folder.resolve("other"), host.port, List.of("ed25519"))) {
            other.admit(host.user.publicKey().line("test"));
            String said = refused(login);
            assertTrue(said.contains("shows another key than the one that you trust"), said);
            assertTrue(said.contains(before.fingerprint()), said);
            assertTrue(said.contains(other.key("ed25519").fingerprint()), said);
            assertFalse(other.heardOfAUser(), other::said);
        }
    }

    @Tag("long")
    @Test
    void whichever_of_its_keys_is_known_is_the_one_that_is_asked_for() throws Exception {
        for (String kind : List.of("ed25519", "ecdsa", "rsa")) {
            seen(host.login(host.key(kind)));
        }
    }

    @Test
    void numbers_that_a_host_chooses_are_not_computed_with() throws Exception {
        try (var choosing =
                new SshHost(
                        folder.resolve("choosing"),
                        List.of("ed25519"),
                        "KexAlgorithms diffie-hellman-group-exchange-sha256")) {
            var at = choosing.source(repository);
            var login = Optional.of(choosing.login());
            var trouble = assertThrows(GitTrouble.class, () -> upstreams.look(at, login));
            assertTrue(trouble.words().contains("localhost broke off"), trouble.words());
        }
    }

    @Test
    void all_its_keys_are_told_and_nobody_is_logged_in() throws Exception {
        var all = Set.of(host.key("ed25519"), host.key("ecdsa"), host.key("rsa"));
        assertEquals(all, new HashSet<>(upstreams.hostKeys(host.source(repository))));
        assertFalse(host.heardOfAUser(), host::said);
    }

    @Test
    void fingerprints_are_those_that_openssh_shows() throws Exception {
        for (String kind : List.of("ed25519", "ecdsa", "rsa")) {
            assertEquals(fingerprint("host-" + kind + ".pub"), host.key(kind).fingerprint());
        }
        Files.writeString(
                folder.resolve("sshd/user.pub"), host.user.publicKey().line("ratoon@test"));
        assertEquals(fingerprint("user.pub"), host.user.publicKey().fingerprint());
    }

    @Test
    void a_key_that_the_host_does_not_take_is_said_with_the_line_that_belongs_there()
            throws Exception {
        SshKeyPair mine = SshKeyPair.make(new SecureRandom());
        String said =
                refused(new Login.SshKey("eve", mine.privateKey(), Set.of(host.key("ed25519"))));
        assertTrue(said.contains("localhost does not take your key for "), said);
        assertTrue(said.endsWith(mine.publicKey().line()), said);
    }

    @Test
    void without_a_key_nobody_is_dialled() {
        String said = refused(null);
        assertTrue(said.contains("Ratoon has no ssh key for localhost"), said);
        assertEquals(0, host.visits());
    }

    @Test
    void a_private_address_is_not_dialled_unless_the_operator_named_the_host() throws Exception {
        try (var usual = new Upstreams(UpstreamSettings.defaults())) {
            var login = Optional.of(host.login());
            var trouble =
                    assertThrows(
                            GitTrouble.class, () -> usual.look(host.source(repository), login));
            assertTrue(trouble.words().contains("which is of this machine"), trouble.words());
            assertThrows(GitTrouble.class, () -> usual.hostKeys(host.source(repository)));
        }
        assertEquals(0, host.visits());
    }

    @Test
    void no_secret_is_said_of_a_login() throws Exception {
        assertFalse(host.login().toString().contains(host.user.privateKey()));
        assertFalse(host.user.toString().contains(host.user.privateKey()));
    }

    private void seen(Login login) {
        assertTrue(
                upstreams
                        .look(host.source(repository), Optional.of(login))
                        .branch("main")
                        .isPresent());
    }

    private String refused(@org.jspecify.annotations.Nullable Login login) {
        return assertThrows(
                        GitTrouble.class,
                        () -> upstreams.look(host.source(repository), Optional.ofNullable(login)))
                .words();
    }

    private String fingerprint(String file) throws Exception {
        Process shown =
                new ProcessBuilder(
                                "ssh-keygen", "-l", "-f", folder.resolve("sshd/" + file).toString())
                        .start();
        return new String(shown.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .split(" ")[1];
    }
}
