package dev.ratoon.controlplane.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.controlplane.runners.RunnerFake;
import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody who is not meant can do with a stream between a person and a sandbox. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(HostileStreamIT.NobodyReconciles.class)
class HostileStreamIT {
    /** The test is the sandbox. */
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject RunnerListener listener;
    @Inject FirstKeys keys;
    @Inject Clock clock;
    @Inject Streams streams;
    @Inject Questions questions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private UUID agent;
    private RunnerFake runner;
    private Future<Streams.Dialled> asked;
    private ToRunner.OpenStream told;

    @BeforeEach
    void somebodyWaitsForAStream() throws Exception {
        agent = agent();
        runner = runner(agent);
        var order = new StreamOrder(agent, List.of("true"), null, null);
        asked = threads.submit(() -> streams.open(order));
        told = runner.hears(ToRunner.OpenStream.class);
    }

    @AfterEach
    void end() {
        runner.close();
        threads.shutdownNow();
    }

    @Test
    void a_ticket_is_good_once() throws Exception {
        try (var _ = dial(told.path(), told.ticket());
                var again = dial(told.path(), told.ticket())) {
            assertInstanceOf(Streams.Dialled.Back.class, asked.get(20, TimeUnit.SECONDS));
            assertEquals(1008, again.closeCode());
        }
        // Also of two who come before anybody has looked.
        Streams.Expected both = streams.expect(agent);
        assertTrue(streams.use(both.path(), both.ticket()).isPresent());
        assertTrue(streams.use(both.path(), both.ticket()).isEmpty());
    }

    @Test
    void a_ticket_opens_its_own_path_only() throws Exception {
        var order = new StreamOrder(agent, List.of("false"), null, null);
        var other = threads.submit(() -> streams.open(order));
        var toldOther = runner.hears(ToRunner.OpenStream.class);
        try (var crossed = dial(told.path(), toldOther.ticket())) {
            assertEquals(1008, crossed.closeCode());
        }
        try (var _ = dial(told.path(), told.ticket());
                var _ = dial(toldOther.path(), toldOther.ticket())) {
            assertInstanceOf(Streams.Dialled.Back.class, asked.get(20, TimeUnit.SECONDS));
            assertInstanceOf(Streams.Dialled.Back.class, other.get(20, TimeUnit.SECONDS));
        }
    }

    @Tag("long")
    @Test
    void a_ticket_is_worth_nothing_when_nobody_waits_any_more() throws Exception {
        assertInstanceOf(Streams.Dialled.Refused.class, asked.get(40, TimeUnit.SECONDS));
        try (var late = dial(told.path(), told.ticket())) {
            assertEquals(1008, late.closeCode());
        }
    }

    @Test
    void another_sandbox_refuses_nothing_in_the_name_of_this_one() throws Exception {
        UUID stranger = agent();
        try (var other = runner(stranger)) {
            other.says(new FromRunner.StreamRefused(told.path(), "It is not to be."));
            // The two are heard on different connections; this one is answered after that one.
            other.says(1, "notice", new byte[] {'{', '}'});
            other.awaitAcknowledged(1);
            assertFalse(asked.isDone());
        }
        try (var _ = dial(told.path(), told.ticket())) {
            assertInstanceOf(Streams.Dialled.Back.class, asked.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void its_own_sandbox_refuses_it_in_words() throws Exception {
        runner.says(new FromRunner.StreamRefused(told.path(), "There is no such directory."));
        assertEquals(
                new Streams.Dialled.Refused("There is no such directory."),
                asked.get(20, TimeUnit.SECONDS));
    }

    @Test
    void what_a_sandbox_answers_without_end_is_not_heard_to_the_end() throws Exception {
        var answer = threads.submit(() -> questions.ask(agent, "Why?"));
        var question = runner.hears(ToRunner.AskAside.class);
        assertEquals("Why?", question.question());
        try (var dialled = dial(question.path(), question.ticket())) {
            for (int i = 0; i < 5; i++) {
                dialled.says(new Frame.Bytes(new byte[Protocol.LARGEST_FRAME]));
            }
            assertEquals(
                    new Questions.Answer.Not("Its sandbox answered more than anybody reads."),
                    answer.get(20, TimeUnit.SECONDS));
            assertEquals(1000, dialled.closeCode());
        }
    }

    @Test
    void why_a_sandbox_does_not_answer_is_one_line_that_hides_nothing() throws Exception {
        var answer = threads.submit(() -> questions.ask(agent, "Why?"));
        var question = runner.hears(ToRunner.AskAside.class);
        String words = "No\u202e\n\u001b[2J" + "x".repeat(5_000);
        runner.says(new FromRunner.StreamRefused(question.path(), words));
        assertEquals(
                new Questions.Answer.Not("No [2J" + "x".repeat(494) + "…"),
                answer.get(20, TimeUnit.SECONDS));
    }

    @Test
    void one_that_hangs_up_has_not_answered() throws Exception {
        var answer = threads.submit(() -> questions.ask(agent, "Why?"));
        var question = runner.hears(ToRunner.AskAside.class);
        try (var dialled = dial(question.path(), question.ticket())) {
            dialled.says(new Frame.Bytes("half".getBytes(StandardCharsets.UTF_8)));
        }
        assertEquals(
                new Questions.Answer.Not("The connection to its sandbox broke off."),
                answer.get(20, TimeUnit.SECONDS));
    }

    private RunnerFake dial(String path, String ticket) {
        return RunnerFake.dialStream(listener.address(), path + "?ticket=" + ticket);
    }

    private UUID agent() {
        Map<String, String> wanted =
                Map.of("repository", "https://example.invalid/a/b", "prompt", "true");
        UUID made = UUID.fromString(people.owner().post("/api/agents", wanted).text("id"));
        var sandbox =
                new ObservedEvent.SandboxWanted(1, clock.instant().plus(Duration.ofMinutes(15)));
        log.append(made, _ -> List.of(NewEvent.of(sandbox)));
        return made;
    }

    private RunnerFake runner(UUID of) throws InterruptedException {
        String first = "Sandbox " + of + ".1." + keys.of(of, 1);
        var dialled = RunnerFake.dial(listener.address(), first);
        dialled.hello(RunnerKey.fresh()).hears(ToRunner.Welcome.class);
        return dialled;
    }
}
