package dev.ratoon.controlplane.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** Connects, searches and fails with all logging on, and looks for the token in what was logged. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = GitHubFake.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class LogsKeepNoTokenIT {
    @Inject TestPeople people;

    @Test
    void no_token_is_ever_logged_and_who_connected_is() {
        var person = people.invited("member");
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        var format = new PatternFormatter("%d %-5p [%c] %s%e%n");
        Handler capture =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(format.format(line));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        capture.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(capture);
        root.setLevel(Level.ALL);
        try {
            use(person.api());
        } finally {
            root.setLevel(before);
            root.removeHandler(capture);
        }
        assertTrue(lines.size() > 20, "at debug level");
        assertEquals(0, lines.stream().filter(line -> line.contains("geheim")).count());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.contains(person.name() + " has connected localhost"))
                        .count());
    }

    private static void use(Api api) {
        api.put("/api/github", Map.of("token", GitHubFake.REVOKED));
        api.put("/api/github", Map.of("token", GitHubFake.LIMITED));
        api.put("/api/github", Map.of("token", GitHubFake.GOOD));
        api.put("/api/github", Map.of("token", GitHubFake.GOOD + " more"));
        api.put("/api/github", Map.of("tokens", GitHubFake.GOOD));
        api.get("/api/github");
        api.get("/api/github/repositories");
        api.get("/api/github/branches?repository=acme/payments");
        api.delete("/api/github");
    }
}
