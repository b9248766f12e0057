package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import dev.ratoon.controlplane.agents.AtRest;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.EgressEvents;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every control that can be seen and is not disabled is pressed, with agents in every state that
 * waits for somebody, also what can be pressed only when something is written, and what a press
 * brings forth; something must come of it that can be observed. A page is opened afresh when a
 * press has changed what can be pressed on it.
 */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EveryControlIT {
    /** Of which nothing may come, each with its reason; by its page's address and its name. */
    private static final Map<String, String> NOTHING_COMES_OF = Map.of();

    /** What is not found though it is asked for as it should be, each with its reason. */
    private static final Map<String, String> NOT_FOUND =
            Map.of(
                    "GET /api/agents/{agent}/changes: 404",
                    "Nothing is kept of an agent that has not worked.");

    /**
     * Most of the time is waited until nothing more comes: some tabs beside each other wait at
     * once.
     */
    private static final int TABS = 4;

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject AtRest rest;
    @TempDir Path directory;

    private final Set<String> pressed = ConcurrentHashMap.newKeySet();
    private final Queue<String> addresses = new ConcurrentLinkedQueue<>();
    private Api owner;
    private Fleet fleet;
    private Endpoints endpoints;

    @BeforeEach
    void somethingOfEverything() throws Exception {
        owner = people.owner();
        endpoints = Endpoints.of(owner.get("/api/openapi?format=json").body());
        fleet = new Fleet(owner, GitRepository.in(directory));
        String suffix = Long.toString(System.nanoTime(), 36);
        String environment =
                owner.post(
                                "/api/environments",
                                Map.of("name", "e" + suffix, "variables", Map.of("A", "b")))
                        .text("id");
        owner.put(
                "/api/environments/" + environment + "/secrets/TOKEN", Map.of("value", "12345678"));
        String persona =
                owner.post(
                                "/api/personas",
                                Map.of("name", "p" + suffix, "instructions", "Be kind."))
                        .text("id");
        owner.post("/api/tokens", Map.of("name", "t" + suffix));
        people.invited("member");
        String done = fleet.start("auto", "echo more >>README");
        fleet.awaitTurn(done, 1);
        String asks = fleet.start("normal", "make deploy");
        fleet.awaitDecision(asks);
        addresses.add("/");
        for (String view : List.of("/changes", "/settings", "", "/log")) {
            addresses.add("/agents/" + done + view);
        }
        addresses.add("/agents/" + asks);
        addresses.add("/agents/" + refused());
        addresses.add("/agents/" + atItsLimit());
        addresses.add("/agents/" + failed());
        addresses.add("/agents/" + deleted());
        addresses.add("/new");
        Stream.of(
                        "/environments/" + environment,
                        "/environments/new",
                        "/personas/" + persona,
                        "/personas/new",
                        "/keys",
                        "/github",
                        "/harnesses",
                        "/environments",
                        "/personas",
                        "/hosts",
                        "/spend",
                        "/people",
                        "/sessions",
                        "/appearance",
                        "")
                .map(page -> "/settings" + page)
                .forEach(addresses::add);
    }

    /** Paused, with messages that wait, a push and a host that were refused, and one allowed. */
    private String refused() throws Exception {
        String agent = paused("refused");
        for (String text : List.of("first", "second")) {
            Map<String, String> message = Map.of("text", text, "delivery", "queue");
            assertEquals(200, owner.post("/api/agents/" + agent + "/messages", message).status());
        }
        note(
                agent,
                new ObservedEvent.PushRefused("paths", "refs/heads/x", "It is not to.", true),
                new EgressEvents.Refused("one.example", 443, "host", "It may not.", 1),
                new EgressEvents.Refused("two.example", 443, "host", "It may not.", 1),
                new EgressEvents.Allowed(
                        "two.example", Instant.now().plusSeconds(3600), "ada", null));
        return agent;
    }

    private String atItsLimit() throws Exception {
        String agent = paused("at its limit");
        note(
                agent,
                new ObservedEvent.LimitReached("turns", "It has had all its turns."),
                new ObservedEvent.Failed("It has had all its turns.", "Raise them."));
        assertEquals("failed", fleet.state(agent));
        return agent;
    }

    private String failed() throws Exception {
        String agent = paused("failed");
        note(agent, new ObservedEvent.Failed("It could not be prepared.", "Try it again."));
        assertEquals("failed", fleet.state(agent));
        return agent;
    }

    private String deleted() throws Exception {
        String agent = paused("deleted");
        owner.delete("/api/agents/" + agent);
        return agent;
    }

    private String paused(String title) throws Exception {
        Map<String, String> asked =
                Map.of("repository", "https://example.invalid/a/b", "title", title);
        String agent = owner.post("/api/agents", asked).text("id");
        owner.post("/api/agents/" + agent + "/pause", null);
        rest.await(UUID.fromString(agent));
        return agent;
    }

    private void note(String agent, ObservedEvent... events) {
        log.append(UUID.fromString(agent), _ -> Stream.of(events).map(NewEvent::of).toList());
    }

    @AfterEach
    void leave() {
        owner.get("/api/agents")
                .body()
                .path("agents")
                .forEach(agent -> owner.delete("/api/agents/" + agent.path("id").asText()));
        for (String kind : List.of("environments", "personas")) {
            owner.get("/api/" + kind)
                    .body()
                    .path(kind)
                    .forEach(each -> owner.delete("/api/" + kind + "/" + each.path("id").asText()));
        }
    }

    @Test
    void something_comes_of_every_control() throws Exception {
        List<String> dead = new ArrayList<>();
        Set<String> nowhere = new TreeSet<>();
        int presses = 0;
        try (var threads = Executors.newFixedThreadPool(TABS)) {
            List<Callable<Presser>> all = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                boolean first = i == 0;
                all.add(() -> pressed(first));
            }
            for (Future<Presser> each : threads.invokeAll(all)) {
                dead.addAll(each.get().dead);
                nowhere.addAll(each.get().refused.nowhere());
                presses += each.get().presses;
            }
        }
        dead.removeAll(NOTHING_COMES_OF.keySet());
        nowhere.removeAll(NOT_FOUND.keySet());
        assertEquals(List.of(), dead, "of " + presses + " controls");
        assertEquals(Set.of(), nowhere, "asked for by one of them and not there");
        assertTrue(presses > 200, "only " + presses + " were found");
    }

    private Presser pressed(boolean first) {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Presser presser = new Presser(tab, people.base(), endpoints, pressed);
            if (first) {
                // From a page that none of them leads to.
                presser.pressAll("/settings/appearance", Presser.OF_THE_FRAME);
            }
            for (String next = addresses.poll(); next != null; next = addresses.poll()) {
                long begun = System.nanoTime();
                int before = presser.presses;
                presser.pressAll(next, Presser.CONTROLS);
                presser.pressFilled(next);
                System.out.printf(
                        "NOTICE %s: %d controls in %d ms%n",
                        next, presser.presses - before, (System.nanoTime() - begun) / 1_000_000);
            }
            return presser;
        }
    }

    @Test
    void a_control_that_does_nothing_is_found() {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Presser presser = new Presser(tab, people.base(), endpoints, pressed);
            presser.open("/settings/appearance");
            tab.page()
                    .evaluate(
                            "document.querySelector('main').append(Object.assign(document.createElement('button'), { textContent: 'Nothing' }))");
            assertFalse(presser.comesOf(tab.button("Nothing")));
            assertTrue(presser.comesOf(tab.page().getByLabel("Dark")));
        }
    }

    /** No operation of the server, and one of which the server says that it is not there. */
    @Test
    void one_that_asks_for_what_is_not_there_is_found() {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Presser presser = new Presser(tab, people.base(), endpoints, pressed);
            var gone = new Route.FulfillOptions().setStatus(404);
            tab.page()
                    .route(
                            "**/api/models",
                            route -> {
                                if (route.request().method().equals("GET")) {
                                    route.fulfill(gone);
                                } else {
                                    route.fallback();
                                }
                            });
            tab.page()
                    .addInitScript(
                            """
                            setInterval(() => {
                              const main = document.querySelector("main");
                              if (main === null || document.querySelector(".wrong") !== null) return;
                              const add = (name, method, path) => main.append(Object.assign(document.createElement("button"), {
                                className: "wrong", textContent: name, onclick: () => fetch(path, { method }),
                              }));
                              add("Nowhere", "POST", "/api/nowhere");
                              add("Otherwise", "DELETE", "/api/models");
                              add("Gone", "GET", "/api/models");
                            }, 20);
                            """);
            presser.pressAll("/settings/appearance", "main .wrong");
            assertEquals(List.of(), presser.dead);
            assertEquals(
                    Set.of(
                            "POST " + people.base() + "/api/nowhere",
                            "DELETE " + people.base() + "/api/models",
                            "GET /api/models: 404"),
                    presser.refused.nowhere());
        }
    }

    /**
     * What a press brings forth is pressed too, and so is what waits for something to be written.
     */
    @Test
    void one_that_does_nothing_is_found_behind_another_and_behind_a_field() {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Presser presser = new Presser(tab, people.base(), endpoints, pressed);
            tab.page()
                    .addInitScript(
                            """
                            setInterval(() => {
                              const main = document.querySelector("main");
                              if (main === null || document.getElementById("door") !== null) return;
                              const add = (name, more) => main.append(Object.assign(document.createElement("button"), { textContent: name, ...more }));
                              const field = Object.assign(document.createElement("input"), { oninput: () => add("Behind a field") });
                              add("Door", { id: "door", onclick: () => add("Behind a door") });
                              main.append(field);
                            }, 20);
                            """);
            presser.pressAll("/settings/appearance", "main #door");
            presser.pressFilled("/settings/appearance");
            assertEquals(
                    List.of(
                            "/settings/appearance > BUTTON submit Behind a door",
                            "/settings/appearance (filled) > BUTTON submit Behind a field"),
                    presser.dead);
        }
    }
}
