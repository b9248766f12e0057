package dev.ratoon.git.ssh;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.gateway.GitClient;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A good server at which something else runs than git, or not for long. This heap is 96 MiB. */
class HostileProgramIT {
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final UpstreamSettings SETTINGS =
            UpstreamSettings.defaults()
                    .withPrivateHosts(Set.of(SshHost.NAME), UpstreamSettings.defaults().tls())
                    .withTimeouts(Duration.ofSeconds(10), SILENCE);

    @TempDir Path folder;
    Path repository;
    SshHost host;
    final Upstreams upstreams = new Upstreams(SETTINGS);

    @BeforeEach
    void aHost() throws Exception {
        repository = new GitClient(folder).repository(folder.resolve("owner.git"));
        host = new SshHost(folder.resolve("sshd"));
    }

    @AfterEach
    void close() {
        upstreams.close();
        host.close();
    }

    @Test
    void words_without_colours_or_tricks_are_passed_on_with_the_exit_code() throws Exception {
        String said =
                refused("printf '\\033[31mno \\a\\342\\200\\256such\\n\\n thing' >&2; exit 7");
        assertTrue(said.contains("[31mno such thing (exit code 7)"), said);
        assertFalse(said.contains("\u202e"), said);
    }

    @Test
    void a_greeting_before_git_is_no_git() throws Exception {
        String said = refused("echo Welcome to this host; echo and its mates >&2; exit 3");
        assertTrue(said.contains("Welc"), said);
        assertTrue(said.contains("and its mates (exit code 3)"), said);
    }

    @Test
    void without_git_it_is_said_so() throws Exception {
        String said = refused("git-no-such-pack");
        assertTrue(said.contains("localhost runs no git for you"), said);
        assertTrue(said.contains("(exit code 127)"), said);
    }

    @Test
    void one_that_says_nothing_is_waited_for_so_long() throws Exception {
        String said = refused("exec sleep 30");
        assertTrue(said.contains("stopped answering"), said);
    }

    @Timeout(60)
    @Test
    void one_that_says_a_byte_now_and_then_is_no_faster() throws Exception {
        host.misbehave("printf fff0; while printf a; do sleep 0.05; done");
        Duration stall = Duration.ofSeconds(2);
        try (var hasty = new Upstreams(SETTINGS.withTimeouts(Duration.ofSeconds(10), stall))) {
            var trouble =
                    assertThrows(
                            GitTrouble.class,
                            () -> hasty.look(host.source(repository), Optional.of(host.login())));
            String said = trouble.words();
            assertTrue(said.contains("answers too slowly (less than 64 KiB in 10 s)"), said);
        }
    }

    @Test
    void one_that_floods_besides_its_output_is_waited_for_so_long_and_kept_in_part()
            throws Exception {
        String said = refused("exec yes 'the same again and again' >&2");
        assertTrue(said.contains("stopped answering"), said);
    }

    @Test
    void one_that_floods_its_output_is_no_git() throws Exception {
        String said = refused("exec yes");
        assertTrue(said.contains("cannot be read"), said);
    }

    @Test
    void one_that_ends_without_a_word_is_said_to() throws Exception {
        String said = refused("exit 0");
        assertTrue(said.contains("broke off in the middle"), said);
        said = refused("exit 1");
        assertTrue(said.contains("(exit code 1)"), said);
    }

    @Test
    void one_that_is_cut_off_in_the_middle_is_said_to() throws Exception {
        String said = refused("sh -c \"$SSH_ORIGINAL_COMMAND\" </dev/null | head -c 500");
        assertTrue(said.contains("broke off"), said);
    }

    @Test
    void what_it_lists_without_an_end_is_broken_off_with() throws Exception {
        String said = refused("seq -f '0040" + "1".repeat(40) + " refs/heads/b%06.0f' 1 900000");
        assertTrue(said.contains("more than"), said);
    }

    @Test
    void what_it_says_meanwhile_without_an_end_is_broken_off_with() throws Exception {
        host.misbehave(
                """
                git upload-pack --advertise-refs %s
                printf '0008NAK\\n'
                yes "$(printf 'c356\\002'; head -c 50000 /dev/zero | tr '\\0' x)" | head -c 120000000
                """
                        .formatted(repository));
        Path into = folder.resolve("into.git");
        new GitClient(folder).in(folder, "init", "-q", "--bare", into.toString()).ok();
        try (Repository own = new FileRepositoryBuilder().setGitDir(into.toFile()).build();
                var upstream =
                        upstreams.open(host.source(repository), Optional.of(host.login()), own)) {
            var wanted = upstream.seen().refs().values();
            var trouble =
                    assertThrows(
                            GitTrouble.class,
                            () ->
                                    upstream.fetch(
                                            wanted,
                                            Set.of(),
                                            new ObjectChecker(),
                                            NullProgressMonitor.INSTANCE));
            assertTrue(trouble.words().contains("more than 256 KiB besides"), trouble.words());
        }
    }

    private String refused(String script) throws Exception {
        host.misbehave(script);
        var login = Optional.of(host.login());
        long began = System.nanoTime();
        var trouble =
                assertThrows(
                        GitTrouble.class, () -> upstreams.look(host.source(repository), login));
        long took = (System.nanoTime() - began) / 1_000_000;
        assertTrue(took < 4 * SILENCE.toMillis() + 2_000, took + " ms");
        assertTrue(trouble.words().chars().noneMatch(Character::isISOControl), trouble.words());
        return trouble.words();
    }
}
