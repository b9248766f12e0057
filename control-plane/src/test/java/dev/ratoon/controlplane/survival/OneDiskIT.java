package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One disk for all, as on a laptop: database, its log, payloads, outboxes, workspaces. It fills up
 * in the middle of two turns: one prints, and one waits for a decision.
 */
@Timeout(400)
class OneDiskIT {
    private static final int COMMANDS = 120;
    private static final Pattern LINE = Pattern.compile("' (\\d+); sleep 0.3");

    @TempDir Path folder;
    private Path home;
    private Product product;
    private GitRepository repository;
    private Fleet fleet;
    private String printing;
    private String asking;
    private JsonNode decision;

    @BeforeEach
    void twoAgentsInATurn() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        boolean mounted =
                shell("mount -t tmpfs -o mode=0700,size=300m ratoon-test '" + home + "'") == 0;
        if (!mounted) {
            System.out.println("Skipped: a full disk. This user may not mount one.");
        }
        assumeTrue(mounted, "may not mount");
        product = new Product(folder, Map.of("RATOON_REPOSITORIES_KEEP_FREE", "1M"));
        repository = GitRepository.in(folder);
        fleet = new Fleet(product.api(), repository);
        asking = fleet.start("normal", "echo allowed-$((1 + 1))");
        decision = fleet.awaitDecision(asking);
        printing =
                fleet.start(
                        "auto",
                        numbers()
                                .map(number -> "printf '%04000d\\n' " + number + "; sleep 0.3")
                                .collect(Collectors.joining("\n")));
        awaitCommand(3);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        if (product != null) {
            if (!product.runs()) {
                product.up();
            }
            for (String agent : List.of(printing, asking)) {
                product.api().delete("/api/agents/" + agent);
                Eventually.get(
                        "its end", () -> new Incarnation(home, agent).processes(""), List::isEmpty);
            }
            product.close();
        }
        shell("umount '" + home + "' 2>/dev/null || umount -l '" + home + "'");
    }

    @Tag("long")
    @Test
    void what_was_acknowledged_stays_and_both_turns_go_on_when_there_is_room() throws Exception {
        beginAPieceOfTheDatabasesLog();
        List<String> acknowledged = new ArrayList<>();
        int answered;
        try (var _ = Filling.of(home)) {
            Api.Answer refused = renameUntilRefused(acknowledged);
            assertEquals(507, refused.status(), refused.raw()::body);
            assertTrue(refused.text("detail").contains("is full"), refused.raw()::body);
            assertTrue(refused.text("detail").contains("make room"), refused.raw()::body);
            answered = fleet.answer(asking, decision, Map.of("outcome", "allow")).status();
            assertTrue(answered == 200 || answered == 507, () -> "" + answered);
            awaitCommand(COMMANDS / 2);
            assertEquals(200, fleet.api().get("/api/agents/" + printing).status());
        }
        if (answered == 507) {
            assertEquals(200, fleet.answer(asking, decision, Map.of("outcome", "allow")).status());
        }
        bothEndWell();
        assertTrue(product.runs(), "it has not ended");
        List<String> renamed =
                fleet.events(asking, "agent.renamed").stream()
                        .map(event -> event.at("/payload/title").asText())
                        .toList();
        assertEquals(acknowledged, renamed);
        String words =
                fleet.events(printing, "notice").stream()
                        .map(event -> event.at("/payload/words").asText())
                        .collect(Collectors.joining("\n"));
        assertTrue(words.contains("No space left on device"), words);
        assertTrue(words.contains("none of it is lost"), words);
    }

    @Tag("long")
    @Test
    void without_room_for_the_databases_own_log_it_ends_in_words_and_a_start_goes_on()
            throws Exception {
        try (var _ = Filling.of(home)) {
            Eventually.get("its end", this::writeIntoTheDatabasesLog, goesOn -> !goesOn);
            says(product.lastWords());
            says(String.valueOf(assertThrows(AssertionError.class, product::up).getMessage()));
        }
        product.up();
        fleet = new Fleet(product.api(), repository);
        assertEquals(200, fleet.answer(asking, decision, Map.of("outcome", "allow")).status());
        bothEndWell();
    }

    private void says(String words) {
        assertTrue(words.contains("The disk that holds " + home + " is full"), words);
        assertTrue(words.contains("of 300 MiB are free"), words);
        assertTrue(words.contains("Next: Make room there"), words);
        assertTrue(words.contains("Nothing that was acknowledged is lost"), words);
    }

    private void bothEndWell() throws Exception {
        fleet.awaitTurn(asking, 1);
        fleet.awaitTurn(printing, 1);
        assertEquals("finished", fleet.outcome(asking, 1));
        assertEquals("finished", fleet.outcome(printing, 1));
        assertEquals("allowed-2\n", fleet.printed(asking));
        assertEquals(
                numbers().map("%04000d\n"::formatted).collect(Collectors.joining()),
                fleet.printed(printing));
        for (String agent : List.of(asking, printing)) {
            assertEquals(1, fleet.events(agent, "sandbox.wanted").size(), "it kept its sandbox");
            assertEquals(1, fleet.events(agent, "turn.ended").size());
            StoredLog.of(home, agent).check();
        }
    }

    /** What is written goes into pages that the database has already, as long as there are some. */
    private Api.Answer renameUntilRefused(List<String> acknowledged) {
        for (int i = 0; i < 2_000; i++) {
            String title = "title " + i + " " + "x".repeat(80);
            Api.Answer answer =
                    fleet.api().send("PATCH", "/api/agents/" + asking, Map.of("title", title));
            if (answer.status() != 200) {
                return answer;
            }
            acknowledged.add(title);
        }
        throw new AssertionError("a full disk took all of it");
    }

    /** One of 16 MiB: what it says of itself meanwhile has room there. */
    private void beginAPieceOfTheDatabasesLog() throws Exception {
        try (Connection connection = StoredLog.database(home).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_logical_emit_message(true, 'x', repeat('x',"
                            + " (16777216 - (pg_current_wal_insert_lsn() - '0/0') % 16777216)::int))");
        }
    }

    /**
     * More than the pieces of it that are there. It recovers by itself, but not again and again.
     *
     * @return whether the product goes on
     */
    private boolean writeIntoTheDatabasesLog() {
        try (Connection connection = StoredLog.database(home).getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 400; i++) {
                statement.execute("select pg_logical_emit_message(true, 'x', repeat('x', 999999))");
            }
        } catch (SQLException | IOException e) {
            return product.runs();
        }
        throw new AssertionError("a full disk took all of it");
    }

    /** Until it has come so far. */
    private void awaitCommand(int number) throws Exception {
        var sandbox = new Incarnation(home, printing);
        Eventually.get(
                "command " + number,
                () -> sandbox.processes("; sleep 0.3").stream().mapToInt(OneDiskIT::number).max(),
                now -> now.orElse(0) >= number);
    }

    private static int number(ProcessHandle command) {
        Matcher line = LINE.matcher(command.info().commandLine().orElse(""));
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private static Stream<Integer> numbers() {
        return IntStream.rangeClosed(1, COMMANDS).boxed();
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
    }
}
