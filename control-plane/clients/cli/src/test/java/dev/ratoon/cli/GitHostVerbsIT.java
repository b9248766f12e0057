package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs for git hosts ask and say, against an API of fixed answers. */
class GitHostVerbsIT {
    private static final String LOGIN =
            "{\"host\":\"git.acme.example:8443\",\"user\":\"ada\","
                    + "\"since\":\"2026-01-01T00:00:00Z\"%s}";
    private static final String URL = "https://git.acme.example:8443/team/pay";
    private static final String SSH_URL = "git@git.acme.example:team/pay";
    private static final String KEY =
            "{\"publicKey\":\"ssh-ed25519 AAAA ratoon-ada\",\"fingerprint\":\"SHA256:mine\","
                    + "\"since\":\"2026-01-01T00:00:00Z\"}";
    private static final String SHOWN =
            "{\"host\":\"git.acme.example\",\"keys\":["
                    + "{\"type\":\"ssh-ed25519\",\"fingerprint\":\"SHA256:one\","
                    + "\"key\":\"ssh-ed25519 ONE\"},"
                    + "{\"type\":\"ssh-rsa\",\"fingerprint\":\"SHA256:two\","
                    + "\"key\":\"ssh-rsa TWO\"}]}";
    private static final String TRUSTED =
            "{\"host\":\"git.acme.example\",\"fingerprints\":[\"SHA256:one\",\"SHA256:two\"],"
                    + "\"since\":\"2026-01-01T00:00:00Z\"}";

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
        api.answering("GET /api/ssh-hosts", "[" + TRUSTED + "]");
        String out = api.run(0, "git-host", "list").out();
        assertTrue(out.contains("git.acme.example:8443   ada          2026-01-01"), out);
        assertTrue(out.contains("ssh://git.acme.example  SHA256:one   2026-01-01"), out);
        assertTrue(out.contains("\n                        SHA256:two\n"), out);
        String json = api.run(0, "git-host", "list", "--json").out();
        assertTrue(json.contains("\"user\" : \"ada\""), json);
        assertTrue(json.contains("\"SHA256:two\""), json);
    }

    @Test
    void whoHasNoneIsToldHowToAddOne() {
        api.answering("GET /api/git-hosts", "[]");
        api.answering("GET /api/ssh-hosts", "[]");
        assertTrue(api.run(0, "git-host", "list").out().contains("ratoon git-host add URL"));
    }

    @Test
    void oneIsForgottenByItsHostAndItsPort() {
        api.answering("DELETE /api/git-hosts/git.acme.example%3A8443", "");
        String out = api.run(0, "git-host", "remove", "git.acme.example:8443").out();
        assertTrue(out.contains("stays good until you revoke it"), out);
    }

    @Test
    void theLineOfAKeyIsSaidAloneSoThatItCanBePiped() {
        api.answering("PUT /api/ssh-key", KEY);
        Heard heard = api.run(0, "git-host", "key");
        assertEquals("ssh-ed25519 AAAA ratoon-ada\n", heard.out());
        assertTrue(heard.err().contains("ratoon git-host add ssh://USER@HOST/PATH"), heard::err);
        Heard json = api.run(0, "git-host", "key", "--json");
        assertTrue(json.out().contains("\"fingerprint\" : \"SHA256:mine\""), json::out);
        assertEquals("", json.err());
    }

    @Test
    void aKeyIsNotThrownAwayUnasked() {
        api.answering("PUT /api/ssh-key", KEY);
        Heard unasked = api.run(2, "git-host", "key", "--renew");
        assertTrue(unasked.err().contains("cannot be published"), unasked::err);
        assertTrue(unasked.err().contains("--yes"), unasked::err);
        assertTrue(api.asked.isEmpty());
        api.answering("DELETE /api/ssh-key", "");
        assertEquals(
                "ssh-ed25519 AAAA ratoon-ada\n",
                api.run(0, "git-host", "key", "--renew", "--yes").out());
        assertEquals(List.of("DELETE /api/ssh-key", "PUT /api/ssh-key {}"), api.asked);
    }

    @Test
    void overSshAHostIsTrustedByTheKeysThatItShowsOnceSomebodySaidYes() {
        shows();
        Heard unasked = api.run(2, "git-host", "add", SSH_URL);
        assertTrue(unasked.err().contains("ssh-ed25519  SHA256:one"), unasked::err);
        assertTrue(unasked.err().contains("keepers publish"), unasked::err);
        assertTrue(unasked.err().contains("--yes"), unasked::err);
        assertTrue(api.asked.stream().noneMatch(one -> one.startsWith("PUT")));
        Heard heard = api.run(0, "git-host", "add", SSH_URL, "--yes");
        assertEquals(
                "PUT /api/ssh-hosts {\"repository\":\"%s\",\"hostKeys\":[\"ssh-ed25519 ONE\",\"ssh-rsa TWO\"]}"
                        .formatted(SSH_URL),
                api.asked.getLast());
        assertTrue(heard.err().contains("SHA256:two"), heard::err);
        assertTrue(heard.out().contains("git.acme.example takes your key"), heard::out);
    }

    @Test
    void aFingerprintThatIsSaidIsTheOneThatIsTrustedOrNothingIsKept() {
        shows();
        Heard other = api.run(1, "git-host", "add", SSH_URL, "--fingerprint", "SHA256:three");
        assertTrue(other.err().contains("shows no key with that fingerprint"), other::err);
        assertTrue(other.err().contains("SHA256:two"), other::err);
        assertTrue(api.asked.stream().noneMatch(one -> one.startsWith("PUT")));
        api.run(0, "git-host", "add", SSH_URL, "--fingerprint", "SHA256:two");
        assertTrue(api.asked.getLast().endsWith("\"hostKeys\":[\"ssh-rsa TWO\"]}"));
    }

    @Test
    void whoHasNoKeyIsToldSoBeforeHeComparesAnything() {
        Heard heard = api.run(1, "git-host", "add", "ssh://git@git.acme.example/team/pay");
        assertTrue(heard.err().contains("Not scripted: GET /api/ssh-key"), heard::err);
        assertEquals(List.of("GET /api/ssh-key"), api.asked);
    }

    @Test
    void whatBelongsToHttpsIsRefusedOverSshAndTheOtherWayRound() {
        assertTrue(
                api.run(2, "git-host", "add", SSH_URL, "--user", "ada")
                        .err()
                        .contains("over ssh the address names the user"));
        for (String option : List.of("--fingerprint=SHA256:one", "--yes")) {
            assertTrue(
                    api.run(2, "git-host", "add", URL, "--user", "ada", option)
                            .err()
                            .contains("are for addresses over ssh"));
        }
        assertTrue(api.run(2, "git-host", "add", URL).err().contains("git-host add URL --user"));
        assertTrue(api.asked.isEmpty());
    }

    @Test
    void aHostIsTrustedNoMore() {
        api.answering("DELETE /api/ssh-hosts/%5B%3A%3A1%5D%3A2222", "");
        String out = api.run(0, "git-host", "remove", "ssh://[::1]:2222").out();
        assertTrue(out.contains("ssh://[::1]:2222 is shown your key no more"), out);
    }

    private void shows() {
        api.answering("GET /api/ssh-key", KEY);
        api.answering(
                "GET /api/ssh-hosts/keys?repository=git%40git.acme.example%3Ateam%2Fpay", SHOWN);
        api.answering("PUT /api/ssh-hosts", TRUSTED);
    }
}
