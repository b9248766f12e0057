package dev.ratoon.controlplane.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/**
 * Signs in and out in every way with all logging on, and looks for what was used in what was
 * logged.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LogsKeepNoSecretIT {
    @Inject TestPeople people;

    @Test
    void no_code_token_cookie_proof_or_ticket_is_ever_logged() {
        List<String> secrets = new ArrayList<>();
        String log =
                whileLogging(
                        () -> {
                            String link = people.ownerLink();
                            secrets.add(Api.codeIn(link));
                            var browser = people.nobody().signInAsBrowser(link);
                            secrets.add(browser.proof());
                            secrets.add(browser.cookie().substring("ratoon_session=".length()));
                            Api api = browser.in(people.nobody());
                            String token =
                                    api.post("/api/tokens", Map.of("name", "logged")).text("token");
                            secrets.add(token);
                            String ticket =
                                    api.post("/api/tickets", Map.of("path", "/api/session"))
                                            .text("ticket");
                            secrets.add(ticket);
                            people.nobody().bearer(token).get("/api/session?ticket=" + ticket);
                            people.nobody().get("/api/nothing?ticket=" + ticket);
                            people.nobody().bearer(token + "x").get("/api/session");
                            people.nobody()
                                    .post(
                                            "/api/login",
                                            Map.of("code", Api.codeIn(link), "client", "cli"));
                            String again = api.post("/api/login-links", Map.of()).text("link");
                            secrets.add(Api.codeIn(again));
                            api.post("/api/logout", null);
                        });
        assertEquals(6, secrets.size());
        assertTrue(log.contains("a line that this test looks for"), "the log is captured");
        assertTrue(log.lines().count() > 20, "at debug level");
        for (String secret : secrets) {
            // The text after the prefix, so that nothing hides behind another spelling of it.
            assertTrue(secret.length() > 40);
            String text = secret.substring(9);
            assertEquals(
                    "",
                    log.lines()
                            .filter(line -> line.contains(text))
                            .map(line -> line.replace(text, "(secret)"))
                            .collect(Collectors.joining("\n")));
        }
    }

    @Test
    void who_made_a_link_for_another_is_logged() {
        var ann = people.invited("member");
        var admin = people.invited("admin");
        String log =
                whileLogging(
                        () -> admin.api().post("/api/login-links", Map.of("user", ann.name())));
        assertTrue(log.contains(admin.name() + " made a login link for " + ann.name()));
    }

    private static String whileLogging(Runnable flows) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        var format = new PatternFormatter("%c %s%e%n");
        var capture =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        lines.add(format.format(org.jboss.logmanager.ExtLogRecord.wrap(record)));
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
            Logger.getLogger(LogsKeepNoSecretIT.class.getName())
                    .fine("a line that this test looks for");
            flows.run();
        } finally {
            root.setLevel(before);
            root.removeHandler(capture);
        }
        return String.join("", lines);
    }
}
