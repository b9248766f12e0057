package dev.ratoon.controlplane.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.operations.AllLogged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        List<String> log =
                AllLogged.during(
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
        for (String secret : secrets) {
            // The text after the prefix, so that nothing hides behind another spelling of it.
            assertTrue(secret.length() > 40);
            String text = secret.substring(9);
            assertEquals(
                    "",
                    log.stream()
                            .filter(line -> line.contains(text))
                            .map(line -> line.replace(text, "(secret)"))
                            .collect(Collectors.joining("\n")));
        }
    }

    @Test
    void who_made_a_link_for_another_is_logged() {
        var ann = people.invited("member");
        var admin = people.invited("admin");
        List<String> log =
                AllLogged.during(
                        () -> admin.api().post("/api/login-links", Map.of("user", ann.name())));
        String made = admin.name() + " made a login link for " + ann.name();
        assertTrue(log.stream().anyMatch(line -> line.contains(made)));
    }
}
