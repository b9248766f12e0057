package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;

/** What tests of pull requests do: ada has a new repository at the hub, and agents work on it. */
final class PullDesk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A real harness may have to be installed first. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    final Api ada;
    final String name;
    final String address;
    final Bare upstream;
    private final Path repositories;
    private final BinaryOperator<String> api;
    private final List<String> agents = new ArrayList<>();

    PullDesk(Api ada, Path repositories, String hub, BinaryOperator<String> api) throws Exception {
        this.ada = ada;
        this.repositories = repositories;
        this.api = api;
        assertEquals(200, ada.put("/api/github", Map.of("token", Hub.ADA)).status());
        name = "ada/pay" + COUNT.incrementAndGet();
        address = hub + "/" + name;
        String made =
                api.apply(
                        "POST /user/repos",
                        "{\"name\":\"%s\",\"auto_init\":true}".formatted(name.substring(4)));
        assertTrue(made.contains("\"full_name\""), made);
        upstream = Bare.in(repositories.resolve(name + ".git"));
    }

    static Fleet fleet(Api who) {
        return new Fleet(who, new GitRepository(Path.of("/nowhere")));
    }

    Fleet fleet() {
        return fleet(ada);
    }

    /** With its first turn kept. */
    String started(Api who, String repository, String prompt, Map<String, ?> more)
            throws Exception {
        Map<String, Object> asked = new HashMap<>(more);
        asked.putAll(Map.of("repository", repository, "mode", "auto", "prompt", prompt));
        Api.Answer answer = who.post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.body()::toString);
        String agent = answer.text("id");
        agents.add(agent);
        kept(who, agent, 1);
        return agent;
    }

    String started(String prompt) throws Exception {
        return started(ada, address, prompt, Map.of("title", "Fix <it>"));
    }

    private static void kept(Api who, String agent, int turn) throws Exception {
        Eventually.get(
                "the checkpoint of turn " + turn + "\n" + fleet(who).log(agent),
                PATIENCE,
                () -> fleet(who).events(agent, "checkpoint.kept"),
                kept ->
                        kept.stream()
                                .anyMatch(one -> one.path("payload").path("turn").asInt() == turn));
    }

    /** Another turn, and it is kept. */
    void say(String agent, String text, int turn) throws Exception {
        Map<String, Object> message = Map.of("text", text, "delivery", "queue");
        assertEquals(200, ada.post("/api/agents/" + agent + "/messages", message).status());
        kept(ada, agent, turn);
    }

    static String path(String agent) {
        return "/api/agents/" + agent + "/pull-request";
    }

    JsonNode proposal(String agent) {
        Api.Answer answer = ada.get(path(agent));
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    /** Whatever is said to be published is looked for in the real upstream, with git. */
    Api.Answer publish(Api who, String agent, Map<String, ?> more) throws Exception {
        Map<String, Object> asked = new HashMap<>();
        asked.put("commit", who.get(path(agent)).text("commit"));
        asked.putAll(more);
        return post(who, agent, asked);
    }

    /** The same of whatever is asked. */
    Api.Answer post(Api who, String agent, Map<String, ?> asked) throws Exception {
        Api.Answer answer = who.post(path(agent), asked);
        if (answer.status() == 200) {
            there(answer.text("to")).assertHas(answer);
        }
        return answer;
    }

    /** At the hub, or a folder of this machine. */
    private Bare there(String to) {
        return new Bare(
                to.startsWith("/")
                        ? Path.of(to)
                        : repositories.resolve(
                                to.replaceFirst("^https://[^/]*/", "").replaceFirst("\\.git$", "")
                                        + ".git"));
    }

    JsonNode published(String agent, Map<String, ?> more) throws Exception {
        Api.Answer answer = publish(ada, agent, more);
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    JsonNode pulls() {
        return atHub("GET /repos/" + name + "/pulls?state=all", "");
    }

    JsonNode atHub(String request, String json) {
        try {
            return JSON.readTree(api.apply(request, json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String branch(String agent) {
        return fleet().agent(agent).path("branch").asText();
    }

    static void assertProblem(int status, String type, Api.Answer answer) {
        assertEquals(status, answer.status(), answer.raw()::body);
        assertEquals("urn:ratoon:problem:" + type, answer.text("type"), answer.raw()::body);
    }

    @Override
    public void close() {
        agents.forEach(agent -> ada.delete("/api/agents/" + agent));
    }
}
