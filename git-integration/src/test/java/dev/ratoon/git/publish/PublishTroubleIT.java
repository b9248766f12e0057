package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.gateway.Agents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host says, or does not, when work is to be published there. */
class PublishTroubleIT {
    @TempDir Path folder;
    private Publisher all;
    private Agents.One agent;
    private Order order;

    @BeforeEach
    void work() throws Exception {
        all = new Publisher(folder);
        agent = all.agent();
        Files.writeString(agent.work().resolve("c.txt"), "three");
        order = Publisher.order(all.checkpoint(agent));
    }

    @AfterEach
    void close() {
        all.close();
    }

    private GitTrouble trouble(String path) {
        var where = new Where(all.source(path), Optional.of(Publisher.LOGIN));
        return assertThrows(
                GitTrouble.class, () -> all.publications.publish(agent.repository, where, order));
    }

    /** And once it answers as it should, the same order is published. */
    private void nothingIsThereYet() throws Exception {
        assertEquals(
                "main\nother",
                all.upstream("for-each-ref", "--format=%(refname:short)", "refs/heads"));
        assertEquals(
                all.published(agent, order), all.upstream("rev-parse", "refs/heads/ratoon/fix"));
    }

    @ParameterizedTest
    @CsvSource({
        "private, USER, (HTTP 401)",
        "missing, USER, (HTTP 404)",
        "busy, EXTERNAL, HTTP 503",
        "often, CAPACITY, (HTTP 429): try again in 7 s",
    })
    void what_a_host_answers_is_said_and_nothing_is_published(
            String path, GitTrouble.Blame blame, String words) throws Exception {
        GitTrouble said = trouble(path);
        assertTrue(said.words().contains(words), said.words());
        assertEquals(blame, said.blame(), said.words());
        nothingIsThereYet();
    }

    @Test
    void when_to_ask_again_is_kept_as_the_host_says_it() {
        assertEquals(Optional.of(Duration.ofSeconds(7)), trouble("often").retryAfter());
    }

    @Test
    void a_login_that_is_good_no_more_is_said() throws Exception {
        all.host.revoked = true;
        GitTrouble said = trouble("auth/owner.git");
        assertTrue(said.words().contains("does not take this login (HTTP 401)"), said.words());
        all.host.revoked = false;
        nothingIsThereYet();
    }

    @Test
    void a_host_that_stands_still_at_the_push_is_given_up() throws Exception {
        all.host.deafToPushes = true;
        GitTrouble said = trouble("auth/owner.git");
        assertTrue(said.words().contains("stopped answering"), said.words());
        all.host.deafToPushes = false;
        nothingIsThereYet();
    }

    @Test
    void a_host_that_is_down_is_said() {
        all.host.close();
        GitTrouble said = trouble("auth/owner.git");
        assertEquals(GitTrouble.Blame.EXTERNAL, said.blame(), said.words());
        assertTrue(said.words().contains("localhost"), said.words());
    }
}
