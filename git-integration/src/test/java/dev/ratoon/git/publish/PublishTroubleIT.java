package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "private, USER, (HTTP 401), Give it anew: ratoon git-host add URL --user NAME",
        "missing, USER, (HTTP 404), or not for this login: check its address.",
        "busy, EXTERNAL, HTTP 503, try again later.",
        "often, CAPACITY, (HTTP 429), try again in 7 s.",
    })
    @Tag("long")
    void what_a_host_answers_is_said_with_what_to_do_and_nothing_is_published(
            String path, GitTrouble.Blame blame, String words, String next) throws Exception {
        assertSaid(trouble(path), blame, words, next);
        nothingIsThereYet();
    }

    /** What it showed to the same login a moment before. */
    @ParameterizedTest
    @CsvSource({
        "401, USER, (HTTP 401), Give it anew: ratoon git-host add URL --user NAME",
        "429, CAPACITY, (HTTP 429), try again in 7 s.",
        "502, EXTERNAL, HTTP 502, try again later.",
    })
    void what_a_host_answers_to_the_push_alone_is_said_and_nothing_is_published(
            int status, GitTrouble.Blame blame, String words, String next) throws Exception {
        all.host.answerToPushes = status;
        assertSaid(trouble("auth/owner.git"), blame, words, next);
        all.host.answerToPushes = 0;
        nothingIsThereYet();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void what_is_shown_and_takes_no_push_is_no_right_to_push(int status) throws Exception {
        all.host.answerToPushes = status;
        var no = assertInstanceOf(Published.NotAllowed.class, all.publish(agent, order));
        assertTrue(no.words().contains("does not let you push to"), no.words());
        assertTrue(no.words().contains("(HTTP %d)".formatted(status)), no.words());
        all.host.answerToPushes = 0;
        nothingIsThereYet();
    }

    private static void assertSaid(
            GitTrouble said, GitTrouble.Blame blame, String words, String next) {
        assertTrue(said.words().contains(words), said.words());
        assertTrue(said.words().contains(next), said.words());
        assertEquals(blame, said.blame(), said.words());
    }

    @Test
    void when_to_ask_again_is_kept_as_the_host_says_it() {
        assertEquals(Optional.of(Duration.ofSeconds(7)), trouble("often").retryAfter());
    }

    @Test
    void a_login_that_is_good_no_more_is_said() throws Exception {
        all.host.revoked = true;
        assertSaid(
                trouble("auth/owner.git"),
                GitTrouble.Blame.USER,
                "does not take this login (HTTP 401)",
                "Give it anew: ratoon git-host add URL --user NAME");
        all.host.revoked = false;
        nothingIsThereYet();
    }

    @Tag("long")
    @Test
    void a_host_that_stands_still_at_the_push_is_given_up() throws Exception {
        all.host.deafToPushes = true;
        assertSaid(
                trouble("auth/owner.git"),
                GitTrouble.Blame.EXTERNAL,
                "stopped answering",
                "try again later.");
        all.host.deafToPushes = false;
        nothingIsThereYet();
    }

    @Test
    void a_host_that_is_down_is_said() {
        all.host.close();
        assertSaid(
                trouble("auth/owner.git"),
                GitTrouble.Blame.EXTERNAL,
                "localhost cannot be reached",
                "try later.");
    }
}
