package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import dev.ratoon.controlplane.models.Media;
import dev.ratoon.controlplane.models.Meter.Admission;
import dev.ratoon.controlplane.models.Meter.Tab;
import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.models.Usage;
import dev.ratoon.controlplane.providers.ModelApi;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may be spent is what is spent at most: with the real database, and several processes. */
@Timeout(120)
class BudgetsIT {
    /** What one call can use at most: 1,000 bytes and 2,000 tokens beside them, and 1,000 back. */
    private static final long EACH = 4_000;

    private static TestServer server;
    @TempDir Path folder;
    private final Turned clock = new Turned(Instant.parse("2026-11-30T23:00:00Z"));
    private Logs logs;
    private Metered one;
    private Metered other;

    @BeforeAll
    static void start() {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        logs =
                Logs.in(
                                Migrated.freshOn(server).source(),
                                new BlobStore(folder),
                                clock,
                                List.of(new SpendRows()))
                        .owned();
        one = Metered.on(logs, clock);
        other = Metered.on(logs, clock);
    }

    private UUID agent(long tokens, String money) {
        return logs.agent(new Limits(60, 3, tokens, Usd.of(money)));
    }

    private static ModelCall call(UUID agent) {
        return new ModelCall(
                agent,
                1,
                "priced",
                "m",
                ModelApi.MESSAGES,
                1_000,
                Media.NONE,
                OptionalLong.of(1_000));
    }

    private Tab admitted(UUID agent) {
        return assertInstanceOf(Admission.Admitted.class, one.meters().admit(call(agent))).tab();
    }

    private Admission.Refused refused(UUID agent) {
        return assertInstanceOf(Admission.Refused.class, one.meters().admit(call(agent)));
    }

    private static Outcome used(long input, long output) {
        return new Outcome(
                200, Optional.of(new Usage(input, 0, output)), 500, Duration.ofMillis(7), false);
    }

    private Spending spent(UUID agent) {
        return logs.store().facts(agent).orElseThrow().spending();
    }

    private List<ObservedEvent> events(UUID agent, String type) {
        return logs.store().read(agent, 0, 1_000, List.of(type)).stream()
                .map(LogEvent::observed)
                .toList();
    }

    /** All at the same moment, half of them by another process. */
    private List<Admission> atOnce(int calls, List<UUID> agents) throws Exception {
        var number = new AtomicInteger();
        var begin = new CountDownLatch(calls);
        Callable<Admission> asking =
                () -> {
                    int mine = number.getAndIncrement();
                    begin.countDown();
                    begin.await();
                    Metered process = mine % 2 == 0 ? one : other;
                    return process.meters().admit(call(agents.get(mine % agents.size())));
                };
        List<Admission> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Admission> each : threads.invokeAll(Collections.nCopies(calls, asking))) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private static List<Tab> tabs(List<Admission> answers) {
        return answers.stream()
                .filter(Admission.Admitted.class::isInstance)
                .map(answer -> ((Admission.Admitted) answer).tab())
                .toList();
    }

    @Test
    void of_fifty_calls_at_once_as_many_are_made_as_fit_and_not_one_token_more() throws Exception {
        UUID agent = agent(7 * EACH + EACH - 1, "100");
        List<Tab> tabs = tabs(atOnce(50, List.of(agent)));
        assertEquals(7, tabs.size());
        tabs.forEach(tab -> tab.settle(used(3_000, 1_000)));
        assertEquals(7 * EACH, spent(agent).tokens());
        assertEquals("0", logs.one("select count(*) from reservations"));
        assertEquals("tokens", refused(agent).rule());
    }

    @Test
    void where_one_call_fits_two_processes_that_ask_at_once_make_one() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID agent = agent(EACH, "100");
            assertEquals(1, tabs(atOnce(10, List.of(agent))).size(), "in round " + round);
        }
    }

    @Test
    void of_fifty_calls_of_two_agents_their_owners_cap_lets_as_many_through_as_fit()
            throws Exception {
        logs.execute(
                "insert into owner_caps (owner_id, tokens) values ('" + Logs.OWNER + "', 22000)");
        List<UUID> both = List.of(agent(1_000_000, "100"), agent(1_000_000, "100"));
        List<Tab> tabs = tabs(atOnce(50, both));
        assertEquals(5, tabs.size());
        tabs.forEach(tab -> tab.settle(used(3_000, 1_000)));
        assertEquals(20_000, both.stream().mapToLong(each -> spent(each).tokens()).sum());
        assertEquals(
                "20000",
                logs.one("select sum(input + output) from spending where month = '2026-11'"));
        assertEquals("owner-tokens", refused(both.getFirst()).rule());
    }

    @Test
    void a_call_that_does_not_say_how_much_it_wants_is_held_only_where_not_all_fits() {
        UUID rich = agent(1_000_000, "100");
        assertEquals(OptionalLong.empty(), mostOutput(rich), "all that any model says is reserved");
        UUID poor = agent(1_000_000, "0.5");
        assertEquals(OptionalLong.of(16_000), mostOutput(poor), "16,000 cost 0.16 dollars");
        assertEquals(List.of(), events(poor, "limit.reached"));
        UUID poorer = agent(1_000_000, "0.1");
        assertEquals("money", refusedOpen(poorer).rule());
        assertTrue(refusedOpen(poorer).words().contains("$0.16"), refusedOpen(poorer)::words);
    }

    private OptionalLong mostOutput(UUID agent) {
        return assertInstanceOf(Admission.Admitted.class, one.meters().admit(open(agent)))
                .mostOutput();
    }

    private Admission.Refused refusedOpen(UUID agent) {
        return assertInstanceOf(Admission.Refused.class, one.meters().admit(open(agent)));
    }

    private static ModelCall open(UUID agent) {
        return new ModelCall(
                agent,
                1,
                "priced",
                "m",
                ModelApi.RESPONSES,
                1_000,
                Media.NONE,
                OptionalLong.empty());
    }

    @Test
    void what_a_call_did_not_use_is_anothers_again() {
        UUID agent = agent(EACH + 10, "100");
        Tab tab = admitted(agent);
        assertEquals("under-way", refused(agent).rule());
        assertEquals(List.of(), events(agent, "limit.reached"), "nothing is used up");
        tab.settle(used(8, 2));
        admitted(agent);
    }

    @Test
    void a_call_is_in_the_log_with_its_price() {
        UUID agent = agent(1_000_000, "100");
        admitted(agent).settle(used(2_000, 300));
        var called =
                assertInstanceOf(
                        ObservedEvent.ModelCalled.class, events(agent, "model.called").getFirst());
        assertEquals(Usd.of("0.005"), called.money());
        assertEquals(200, called.status());
        assertEquals(Usd.of("0.005"), spent(agent).money());
    }

    @Test
    void a_call_that_is_settled_twice_counts_once() {
        UUID agent = agent(1_000_000, "100");
        Tab tab = admitted(agent);
        tab.settle(used(2_000, 300));
        tab.settle(used(2_000, 300));
        assertEquals(1, spent(agent).calls());
    }

    @Test
    void of_calls_that_cost_nothing_one_a_minute_is_in_the_log_and_none_stays_reserved()
            throws Exception {
        UUID agent = agent(1_000_000, "100");
        var failed = new Outcome(429, Optional.empty(), 30, Duration.ZERO, false);
        for (int i = 0; i < 5; i++) {
            admitted(agent).settle(failed);
        }
        assertEquals(1, events(agent, "model.called").size());
        assertEquals("0", logs.one("select count(*) from reservations"));
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        admitted(agent).settle(failed);
        assertEquals(2, events(agent, "model.called").size());
    }

    @Test
    void at_the_cap_of_money_it_is_said_once_and_a_raise_lets_it_go_on() {
        UUID agent = agent(1_000_000, "0.018");
        admitted(agent).settle(used(2_000, 400));
        Admission.Refused refused = refused(agent);
        assertEquals("money", refused.rule());
        assertTrue(refused.words().contains("--money N"), refused::words);
        refused(agent);
        assertEquals(1, events(agent, "limit.reached").size());
        logs.see(
                agent,
                new ObservedEvent.LimitsChanged(new Limits(60, 3, 9_999L, Usd.of("1")), "ada"));
        admitted(agent);
    }

    @Test
    void a_model_without_a_price_uses_tokens_and_no_money() {
        UUID agent = agent(1_000_000, "0");
        var free =
                new ModelCall(
                        agent,
                        1,
                        "mine",
                        "m",
                        ModelApi.MESSAGES,
                        1_000,
                        Media.NONE,
                        OptionalLong.of(1_000));
        assertInstanceOf(Admission.Admitted.class, one.meters().admit(free))
                .tab()
                .settle(used(10, 10));
        assertEquals(1, spent(agent).unpriced());
        assertEquals(20, spent(agent).tokens());
    }

    @Test
    void what_a_killed_process_had_reserved_is_free_again_and_its_input_counts() throws Exception {
        UUID agent = agent(EACH + 500, "100");
        admitted(agent);
        assertEquals("under-way", refused(agent).rule());
        logs.execute("update reservations set alive_until = now() - interval '1 second'");
        other.open().beat();
        assertEquals("0", logs.one("select count(*) from reservations"));
        Spending spent = spent(agent);
        assertEquals(334, spent.tokens());
        assertEquals(1, spent.estimates());
        admitted(agent);
    }

    @Test
    void what_is_under_way_is_kept_alive_by_whoever_forwards_it() throws Exception {
        UUID agent = agent(EACH + 500, "100");
        admitted(agent);
        logs.execute("update reservations set alive_until = now() + interval '1 second'");
        one.open().beat();
        assertEquals(
                "t",
                logs.one("select alive_until > now() + interval '60 seconds' from reservations"));
    }

    @Test
    void with_the_month_the_owners_cap_begins_anew_and_the_agents_does_not() throws Exception {
        logs.execute(
                "insert into owner_caps (owner_id, money) values ('" + Logs.OWNER + "', 15000)");
        UUID agent = agent(1_000_000, "0.03");
        admitted(agent).settle(used(2_000, 400));
        assertEquals("owner-money", refused(agent).rule());
        clock.now = clock.now.plus(Duration.ofHours(2));
        admitted(agent).settle(used(2_000, 700));
        assertEquals("owner-money", refused(agent).rule());
        assertEquals(
                "2026-11 6000, 2026-12 9000",
                logs.one(
                        "select string_agg(month || ' ' || money, ', ' order by month) from spending"));
        clock.now = clock.now.plus(Duration.ofDays(31));
        admitted(agent).settle(used(2_000, 400));
        assertEquals("money", refused(agent).rule());
        clock.now = clock.now.plus(Duration.ofDays(31));
        assertEquals("money", refused(agent).rule());
    }

    @Test
    void a_provider_that_lies_about_usage_gains_nothing() {
        UUID agent = agent(1_000_000, "100");
        var large =
                new ModelCall(
                        agent,
                        1,
                        "priced",
                        "m",
                        ModelApi.MESSAGES,
                        90_000,
                        Media.NONE,
                        OptionalLong.of(1_000));
        for (Usage lie : List.of(new Usage(0, 0, 0), new Usage(-9, 5, Long.MAX_VALUE))) {
            assertInstanceOf(Admission.Admitted.class, one.meters().admit(large))
                    .tab()
                    .settle(new Outcome(200, Optional.of(lie), 600, Duration.ZERO, false));
        }
        assertEquals(2 * (30_000 + 200), spent(agent).tokens());
        assertEquals(2, spent(agent).estimates());
    }

    @Test
    void while_nothing_can_be_looked_up_nothing_is_called() throws Exception {
        UUID agent = agent(1_000_000, "100");
        logs.execute("alter table reservations rename to gone");
        assertEquals("unmetered", refused(agent).rule());
    }

    @Test
    void what_cannot_be_written_down_is_written_later() throws Exception {
        UUID agent = agent(1_000_000, "100");
        Tab tab = admitted(agent);
        logs.execute("alter table spending rename to gone");
        tab.settle(used(2_000, 300));
        assertEquals(0, spent(agent).calls());
        logs.execute("alter table gone rename to spending");
        one.open().beat();
        one.open().beat();
        assertEquals(1, spent(agent).calls());
        assertEquals("0", logs.one("select count(*) from reservations"));
    }

    @Test
    void an_agent_that_is_not_there_calls_nothing() {
        assertEquals("agent", refused(UUID.randomUUID()).rule());
    }
}
