package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs for git hosts ask and say, against an API of fixed answers. */
class GitHostVerbsIT {
    private static final String LOGIN =
            "{\"host\":\"git.acme.example:8443\",\"user\":\"ada\","
                    + "\"since\":\"2026-01-01T00:00:00Z\"%s}";
    private static final String URL = "https://git.acme.example:8443/team/pay";

    private ScriptedApi api;

    @BeforeEach
    void begin() throws Exception {
        api = new ScriptedApi();
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aSecretIsReadFromTheInputAndNeverSaid() {
        api.answering("PUT /api/git-hosts", LOGIN.formatted(",\"openToAll\":false"));
        Heard heard =
                api.run(new Heard().typing("geheim\n"), 0, "git-host", "add", URL, "--user", "ada");
        assertEquals(
                "PUT /api/git-hosts {\"repository\":\"%s\",\"user\":\"ada\",\"secret\":\"geheim\"}"
                        .formatted(URL),
                api.asked.getLast());
        assertEquals("The login of ada for git.acme.example:8443 is kept, sealed.\n", heard.out());
        assertFalse(heard.toString().contains("geheim"), heard::toString);
    }

    @Test
    void whereEverybodyIsShownTheRepositoryNothingIsProven() {
        api.answering("PUT /api/git-hosts", LOGIN.formatted(",\"openToAll\":true"));
        String out =
                api.run(new Heard().typing("geheim\n"), 0, "git-host", "add", URL, "--user", "ada")
                        .out();
        assertTrue(out.contains("may not have looked at the login"), out);
    }

    @Test
    void withoutASecretOrAUserNothingIsAsked() {
        Heard heard = api.run(2, "git-host", "add", URL, "--user", "ada");
        assertTrue(heard.err().contains("nothing to read"), heard::err);
        api.run(new Heard().typing("geheim\n"), 2, "git-host", "add", URL);
        assertTrue(api.asked.isEmpty());
    }

    @Test
    void whatIsRefusedEndsWithOneAndTheServersWords() {
        Heard heard =
                api.run(new Heard().typing("geheim\n"), 1, "git-host", "add", URL, "--user", "ada");
        assertTrue(heard.err().contains("Not scripted"), heard::err);
    }

    @Test
    void loginsAreListedForPeopleAndForPrograms() {
        api.answering("GET /api/git-hosts", "[" + LOGIN.formatted("") + "]");
        String out = api.run(0, "git-host", "list").out();
        assertTrue(out.contains("git.acme.example:8443  ada   2026-01-01"), out);
        String json = api.run(0, "git-host", "list", "--json").out();
        assertTrue(json.contains("\"user\" : \"ada\""), json);
    }

    @Test
    void whoHasNoneIsToldHowToAddOne() {
        api.answering("GET /api/git-hosts", "[]");
        assertTrue(api.run(0, "git-host", "list").out().contains("ratoon git-host add URL"));
    }

    @Test
    void oneIsForgottenByItsHostAndItsPort() {
        api.answering("DELETE /api/git-hosts/git.acme.example%3A8443", "");
        String out = api.run(0, "git-host", "remove", "git.acme.example:8443").out();
        assertTrue(out.contains("stays good until you revoke it"), out);
    }
}
