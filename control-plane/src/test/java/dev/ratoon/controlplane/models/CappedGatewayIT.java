package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with real meters: what the provider sees at a cap. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
@TestProfile(CappedGatewayIT.WithoutSandboxes.class)
@SuppressWarnings("NullAway.Init")
class CappedGatewayIT {
    private static final String BODY = "{\"model\":\"holds\",\"messages\":[],\"max_tokens\":1000}";

    /** A token for each byte, what a provider adds, and what is asked for. */
    private static final long EACH = BODY.length() + 2_000L + 1_000;

    /** One that does not say how much it wants. */
    private static final String OPEN = "{\"model\":\"takes\",\"messages\":[]}";

    public static class WithoutSandboxes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api,git,model");
        }
    }

    @Inject ModelDesk desk;
    @Inject LogStore log;
    @TempDir Path directory;
    private ModelDesk.Caller caller;

    @BeforeEach
    void anAgent() throws Exception {
        FakeProvider.forget();
        caller = desk.agent(directory);
    }

    private void mayUse(long tokens) {
        var limits = Map.of("limits", Map.of("tokens", tokens));
        String path = "/api/agents/" + caller.agent();
        assertEquals(200, caller.fleet().api().send("PATCH", path, limits).status());
    }

    private HttpResponse<String> call(String body) throws Exception {
        return caller.post("fake/v1/chat/completions", body);
    }

    private JsonNode spent(int calls) throws Exception {
        return Eventually.get(
                "what they used",
                () -> caller.fleet().agent(caller.agent()).path("spent"),
                seen -> seen.path("calls").asLong() == calls);
    }

    /** All of them while those that are let through are held. */
    private List<HttpResponse<String>> atOnce(String body, int calls, int letThrough)
            throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        Callable<HttpResponse<String>> calling = () -> call(body);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                all.add(threads.submit(calling));
            }
            Eventually.get(
                    "the refusals",
                    () -> all.stream().filter(Future::isDone).count(),
                    done -> done == calls - letThrough);
            FakeProvider.held.countDown();
            for (Future<HttpResponse<String>> each : all) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    @Test
    void of_fifty_calls_at_once_the_provider_sees_as_many_as_fit_and_not_one_token_more()
            throws Exception {
        mayUse(4 * EACH + EACH - 1);
        List<HttpResponse<String>> answers = atOnce(BODY, 50, 4);
        assertEquals(4, FakeProvider.SEEN.size());
        assertEquals(4, answers.stream().filter(each -> each.statusCode() == 200).count());
        assertEquals(46, answers.stream().filter(each -> each.statusCode() == 429).count());
        JsonNode spent = spent(4);
        assertEquals(4 * 5, spent.path("input").asLong());
        assertEquals(4 * 2, spent.path("output").asLong());
        assertEquals(4, caller.fleet().events(caller.agent(), "model.called").size());
        Consistency.check(log, caller.agent());
    }

    /** One gets all that a model says, and two are held to what is left: each takes all it may. */
    @Test
    void of_fifty_that_do_not_say_how_much_they_want_none_gets_one_token_more_than_is_reserved()
            throws Exception {
        long input = OPEN.length() + 2_000L;
        long cap = input + 128_000 + 2 * (input + 16_000) + input + 15_999;
        mayUse(cap);
        List<HttpResponse<String>> answers = atOnce(OPEN, 50, 3);
        assertEquals(47, answers.stream().filter(each -> each.statusCode() == 429).count());
        assertEquals(3, FakeProvider.SEEN.size());
        String held = "{\"max_tokens\":16000," + OPEN.substring(1);
        assertEquals(
                List.of(held, held, OPEN),
                FakeProvider.SEEN.stream().map(FakeProvider.Seen::body).sorted().toList());
        JsonNode spent = spent(3);
        assertEquals(128_000 + 2 * 16_000, spent.path("output").asLong(), spent::toString);
        assertEquals(0, spent.path("estimated").asLong(), spent::toString);
        long used = spent.path("input").asLong() + spent.path("output").asLong();
        assertTrue(used <= cap, spent::toString);
        Consistency.check(log, caller.agent());
    }

    @Test
    void at_the_cap_a_call_is_refused_in_words_and_goes_through_after_a_raise() throws Exception {
        mayUse(EACH - 1);
        HttpResponse<String> refused = call(BODY);
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("Raise its limit: ratoon limits"), refused::body);
        assertTrue(FakeProvider.SEEN.isEmpty());
        assertEquals(1, caller.fleet().events(caller.agent(), "limit.reached").size());
        FakeProvider.held.countDown();
        mayUse(EACH);
        assertEquals(200, call(BODY).statusCode());
        Consistency.check(log, caller.agent());
    }
}
