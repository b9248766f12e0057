package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.controlplane.runners.RunnerFake;
import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent whose sandbox is the test itself, at the real model gateway. */
@Singleton
class ModelDesk {
    static final String KEY = "sk-geheim-0123456789-abcdef";

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestPeople people;
    private final LogStore log;
    private final RunnerListener listener;
    private final FirstKeys keys;
    private final MovableClock clock;
    private final Orders.Doors doors;

    ModelDesk(
            TestPeople people,
            LogStore log,
            RunnerListener listener,
            FirstKeys keys,
            MovableClock clock,
            Orders.Doors doors) {
        this.people = people;
        this.log = log;
        this.listener = listener;
        this.keys = keys;
        this.clock = clock;
        this.doors = doors;
    }

    /** One whose runner has come, and whose owner has given a key. */
    Caller agent(Path directory) throws Exception {
        return agent(directory, Map.of());
    }

    Caller agent(Path directory, Map<String, Object> more) throws Exception {
        Api api = people.owner();
        api.put("/api/keys/fake", Map.of("key", KEY));
        var fleet = new Fleet(api, GitRepository.in(directory));
        String agent = fleet.start("auto", "true", more);
        UUID id = UUID.fromString(agent);
        log.append(
                id,
                _ ->
                        List.of(
                                NewEvent.of(
                                        new ObservedEvent.SandboxWanted(
                                                1, clock.instant().plus(Duration.ofMinutes(15))))));
        var key = RunnerKey.fresh();
        String first = "Sandbox " + agent + ".1." + keys.of(id, 1);
        try (var runner = RunnerFake.dial(listener.address(), first).hello(key)) {
            runner.hears(ToRunner.Welcome.class);
        }
        return new Caller(fleet, agent, key);
    }

    SandboxOrder.Address address() {
        return doors.gateways().get("model");
    }

    /** What calls from its sandbox. */
    final class Caller {
        private final Fleet fleet;
        private final String agent;
        private final RunnerKey key;

        Caller(Fleet fleet, String agent, RunnerKey key) {
            this.fleet = fleet;
            this.agent = agent;
            this.key = key;
        }

        Fleet fleet() {
            return fleet;
        }

        String agent() {
            return agent;
        }

        String credential(Audience audience) {
            return key.sign(audience, agent, 1, clock.instant()).header();
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + address().port() + "/model/" + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", credential(Audience.MODEL))
                    .header("Content-Type", "application/json");
        }

        HttpResponse<String> post(String path, String body)
                throws IOException, InterruptedException {
            return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        HttpResponse<String> send(HttpRequest.Builder request)
                throws IOException, InterruptedException {
            return client.send(request.build(), BodyHandlers.ofString());
        }

        HttpResponse<String> chat(String model) throws IOException, InterruptedException {
            return post("fake/v1/chat/completions", body(model));
        }

        HttpResponse<InputStream> stream(String model) throws IOException, InterruptedException {
            return client.send(
                    request("fake/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(body(model)))
                            .build(),
                    BodyHandlers.ofInputStream());
        }
    }

    static String body(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model);
    }
}
