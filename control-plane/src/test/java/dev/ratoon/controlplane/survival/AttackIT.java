package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.environments.Machine;
import dev.ratoon.protocol.Reported;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks from inside, in the product as it is shipped. */
class AttackIT {
    /** What these reach without walls shows that the others are refused by walls, not by chance. */
    private static final List<String> REACHED_WITHOUT_WALLS =
            List.of(
                    "api",
                    "database",
                    "environment",
                    "files",
                    "memory",
                    "outbox",
                    "password",
                    "search",
                    "token");

    @TempDir Path folder;
    private Path repository;

    @Test
    void nothing_is_won_from_a_sandbox_of_whoever_runs_this() throws Exception {
        repository = GitRepository.in(folder).folder();
        try (var product = new Product(folder, Map.of())) {
            nothingIsWon(product);
        }
    }

    @Tag("long")
    @Test
    void nothing_is_won_from_a_sandbox_of_an_ordinary_user() throws Exception {
        repository = GitRepository.in(folder).folder();
        boolean root = Machine.thisOne().root();
        try (var product =
                root ? Product.ofAnOrdinaryUser(folder) : new Product(folder, Map.of())) {
            nothingIsWon(product);
        }
    }

    private void nothingIsWon(Product product) throws Exception {
        String other = start(product, false, "echo secret > " + Attacks.HIDDEN);
        var attacks = new Attacks(product.home(), product.api().base().getPort(), other);
        String confined = start(product, false, attacks.prompt());
        StoredLog log = StoredLog.of(product.home(), confined);
        assertEquals("tried all\n", printed(log));
        List<LogEvent> forged =
                log.events().stream().filter(e -> text(e).contains("\"forged\"")).toList();
        assertTrue(
                forged.stream().allMatch(event -> event.source() == Source.REPORTED),
                forged::toString);
        assertEquals(1, log.events().stream().filter(e -> e.type().equals("turn.given")).count());
        String without =
                printed(StoredLog.of(product.home(), start(product, true, attacks.prompt())));
        for (String name : REACHED_WITHOUT_WALLS) {
            assertTrue(without.contains("won-" + name), name + " is no attack: " + without);
        }
    }

    /** After its first turn. */
    private String start(Product product, boolean unconfined, String prompt) throws Exception {
        Api api = product.api();
        String agent =
                api.post(
                                "/api/agents",
                                Map.of(
                                        "repository",
                                        repository.toString(),
                                        "mode",
                                        "auto",
                                        "unconfined",
                                        unconfined,
                                        "title",
                                        unconfined ? "without walls" : "inside",
                                        "prompt",
                                        prompt))
                        .text("id");
        Eventually.get(
                "the end of its turn",
                () -> StoredLog.of(product.home(), agent).events(),
                events -> events.stream().anyMatch(e -> e.type().equals("turn.ended")));
        return agent;
    }

    private static String text(LogEvent event) {
        return new String(event.payload(), StandardCharsets.UTF_8);
    }

    private static String printed(StoredLog log) {
        return log.events().stream()
                .map(LogEvent::reported)
                .filter(Reported.Tool.class::isInstance)
                .map(each -> ((Reported.Tool) each).update())
                .filter(update -> update.path("status").asText().matches("completed|failed"))
                .flatMap(update -> update.findValuesAsText("text").stream())
                .collect(Collectors.joining());
    }
}
