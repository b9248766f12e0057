package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs for environments ask and say, against an API of fixed answers. */
class EnvironmentVerbsIT {
    @TempDir Path folder;
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
    void oneIsMadeOfAFile() throws Exception {
        Path script = Files.writeString(folder.resolve("setup.sh"), "make\nmake deps\n");
        api.answering("POST /api/environments", java());
        Heard heard =
                api.run(
                        0,
                        "environment",
                        "add",
                        "java",
                        "--team",
                        "red",
                        "--setup",
                        script.toString(),
                        "--minutes",
                        "5");
        assertEquals(
                "POST /api/environments {\"name\":\"java\",\"team\":\"red\","
                        + "\"setup\":\"make\\nmake deps\\n\",\"setupMinutes\":5}",
                api.asked.getLast());
        assertTrue(heard.out().contains("start --environment red/java"), heard::out);
    }

    @Test
    void theScriptCanComeFromTheInput() {
        api.answering("POST /api/environments", java());
        api.run(new Heard().typing("true\n"), 0, "environment", "add", "java", "--setup", "-");
        assertTrue(api.asked.getLast().contains("\"setup\":\"true\\n\""), api.asked::toString);
    }

    @Test
    void aFileThatIsNotThereIsNamedBeforeAnythingIsAsked() {
        Heard heard = api.run(1, "environment", "add", "java", "--setup", "/no/such.sh");
        assertTrue(heard.err().contains("/no/such.sh cannot be read: there is no"), heard::err);
        assertTrue(api.asked.isEmpty());
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws Exception {
        Path binary = Files.write(folder.resolve("x"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Heard heard = api.run(1, "environment", "add", "java", "--setup", binary.toString());
        assertTrue(heard.err().contains("no text in UTF-8"), heard::err);
    }

    @Test
    void theyAreListedAsTheyAreNamed() {
        ObjectNode all = Json.object();
        all.putArray("environments").add(java());
        api.answering("GET /api/environments", all);
        assertTrue(
                api.run(0, "environment", "list")
                        .out()
                        .contains("\nred/java     3        For builds "));
        all.putArray("environments");
        api.answering("GET /api/environments", all);
        assertTrue(api.run(0, "environment", "list").out().startsWith("None but 'default'"));
    }

    @Test
    void aScriptIsShownBehindABarAndDoesNothingToTheTerminal() {
        api.answering(
                "GET /api/environments/java?team=red", java().put("setup", "one\n\u001b[2Jtwo\n"));
        String shown = api.run(0, "environment", "show", "red/java").out();
        assertTrue(shown.endsWith("\n  | one\n  | <U+001B>[2Jtwo\n"), shown);
    }

    @Test
    void whatItsAgentsMayNotPushIsShown() {
        ObjectNode guarded = java();
        guarded.putArray("save").add(".env").add("data/");
        guarded.putArray("allowModels").add("hosted-tools");
        guarded.put("image", "example.org/tools/java:21");
        guarded.putObject("pushes")
                .put("refuseSecrets", true)
                .putArray("refusedPaths")
                .add("infra/")
                .add("**/*.pem");
        api.answering("GET /api/environments/java", guarded);
        String shown = api.run(0, "environment", "show", "java").out();
        assertTrue(shown.contains("infra/, **/*.pem, what looks like a key\n"), shown);
        assertTrue(shown.contains("  save        .env, data/\n"), shown);
        assertTrue(shown.contains("  models may  hosted-tools\n"), shown);
        assertTrue(shown.contains("  image       example.org/tools/java:21\n"), shown);
    }

    @Test
    void aChangeSaysWhichVersionItIsOf() throws Exception {
        Path script = Files.writeString(folder.resolve("setup.sh"), "new\n");
        api.answering("GET /api/environments/java?team=red", java());
        api.answering("PUT /api/environments/java?team=red", java().put("version", 4));
        Heard heard = api.run(0, "environment", "edit", "red/java", "--setup", script.toString());
        assertEquals(
                "PUT /api/environments/java?team=red {\"version\":3,\"setup\":\"new\\n\"}",
                api.asked.getLast());
        assertTrue(heard.out().startsWith("The environment red/java is version 4."), heard::out);
        api.run(2, "environment", "edit", "red/java");
    }

    @Test
    void oneIsRemoved() {
        api.answering("DELETE /api/environments/java", "");
        assertTrue(api.run(0, "environment", "remove", "java").out().contains("java is gone"));
    }

    @Test
    void anAgentIsStartedInIt() {
        api.answering("POST /api/agents", Json.object("name", "a-1", "state", "queued"));
        api.run(0, "start", "--repo", "https://h.example/n", "--environment", "red/java", "go");
        assertTrue(
                api.asked.getLast().contains("\"environment\":\"red/java\""), api.asked::toString);
        assertFalse(api.keys.isEmpty());
    }

    @Test
    void whatItSaysBesideItsScriptIsAddedToWhatItSays() {
        ObjectNode before = java();
        before.putObject("variables").put("A", "1").put("B", "2");
        before.putArray("allow").add("a.example").add("b.example");
        before.putArray("allowModels").add("remote-urls");
        before.putArray("save").add(".env").add("old/");
        before.putObject("pushes")
                .put("refuseSecrets", false)
                .putArray("refusedPaths")
                .add("infra/")
                .add("ci/");
        before.putObject("size").put("memory", 512);
        api.answering("GET /api/environments/java", before);
        api.answering("PUT /api/environments/java", java().put("version", 4));
        api.run(
                0,
                "environment",
                "edit",
                "java",
                "--variable",
                "C=x=y",
                "--no-variable",
                "A",
                "--allow",
                "*.c.example",
                "--no-allow",
                "a.example",
                "--allow-models",
                "hosted-tools",
                "--no-allow-models",
                "remote-urls",
                "--save",
                "data/",
                "--no-save",
                "old/",
                "--refuse-path",
                "**/*.pem",
                "--no-refuse-path",
                "ci/",
                "--refuse-secrets",
                "--image",
                "example.org/tools/java:21",
                "--processes",
                "100",
                "--mode",
                "auto");
        assertEquals(
                "PUT /api/environments/java {\"version\":3,"
                        + "\"variables\":{\"B\":\"2\",\"C\":\"x=y\"},"
                        + "\"allow\":[\"b.example\",\"*.c.example\"],"
                        + "\"allowModels\":[\"hosted-tools\"],"
                        + "\"save\":[\".env\",\"data/\"],"
                        + "\"image\":\"example.org/tools/java:21\","
                        + "\"pushes\":{\"refuseSecrets\":true,"
                        + "\"refusedPaths\":[\"infra/\",\"**/*.pem\"]},"
                        + "\"size\":{\"memory\":512,\"processes\":100},"
                        + "\"defaults\":{\"mode\":\"auto\"}}",
                api.asked.getLast());
    }

    @Test
    void anImageIsGivenUpByAnEmptyOne() {
        api.answering("GET /api/environments/java", java().put("image", "example.org/java:21"));
        api.answering("PUT /api/environments/java", java().put("version", 4));
        api.run(0, "environment", "edit", "java", "--image", "");
        assertEquals(
                "PUT /api/environments/java {\"version\":3,\"image\":\"\"}", api.asked.getLast());
    }

    @Test
    void aSecretComesFromTheInputAndIsNowhereShown() {
        api.answering("PUT /api/environments/java/secrets/TOKEN?team=red", Json.object());
        Heard heard =
                api.run(
                        new Heard().typing("s3cret-s3cret\n"),
                        0,
                        "environment",
                        "secret",
                        "set",
                        "red/java",
                        "TOKEN");
        assertEquals(
                "PUT /api/environments/java/secrets/TOKEN?team=red {\"value\":\"s3cret-s3cret\"}",
                api.asked.getLast());
        assertFalse((heard.out() + heard.err()).contains("s3cret"), heard::out);
        api.answering("DELETE /api/environments/java/secrets/TOKEN?team=red", "");
        api.run(0, "environment", "secret", "remove", "red/java", "TOKEN");
    }

    @Test
    void whatItsSetupHasMadeIsListedAndWhyItWillNotDo() {
        ObjectNode all = Json.object();
        all.putArray("states")
                .add(
                        Json.object(
                                        "repository",
                                        "https://h.example/n",
                                        "base",
                                        "c0ffee00deadbeef",
                                        "stale",
                                        "it is too old\u001b[2J")
                                .put("version", 3)
                                .put("setupSeconds", 12));
        api.answering("GET /api/environments/java/states?team=red", all);
        String shown = api.run(0, "environment", "states", "red/java").out();
        assertTrue(shown.contains("c0ffee00de "), shown);
        assertTrue(shown.contains("c0ffee00de will not do: it is too old<U+001B>"), shown);
    }

    @Test
    void whatItsSetupHasMadeIsForgotten() {
        api.answering(
                "DELETE /api/environments/java/states?team=red", Json.object().put("states", 2));
        Heard heard = api.run(0, "environment", "forget-states", "red/java");
        assertEquals("Forgotten: 2 kept states.\n", heard.out());
    }

    @Test
    void aTrialIsShownAndEndsAsItsScript() {
        api.answering(
                "POST /api/environments/java/try?team=red", Json.object("id", "x-1", "name", "x"));
        api.answering(
                "GET /api/agents/x-1/events",
                event(1, "output", "{\"source\":\"setup\",\"text\":\"half done\\n\"}")
                        + event(2, "workspace.failed", "{\"step\":\"setup\",\"exitCode\":7}"));
        Heard heard =
                api.run(
                        7,
                        "environment",
                        "try",
                        "red/java",
                        "--repo",
                        "https://h.example/n",
                        "--minutes",
                        "2");
        assertTrue(heard.out().contains("  | half done\n"), heard::out);
        assertTrue(
                api.asked.contains(
                        "POST /api/environments/java/try?team=red"
                                + " {\"repository\":\"https://h.example/n\",\"setupMinutes\":2}"),
                api.asked::toString);
        api.answering("GET /api/agents/x-1/events", event(1, "workspace.prepared", "{}"));
        api.run(0, "environment", "try", "red/java", "--repo", "https://h.example/n");
    }

    private static String event(int seq, String type, String payload) {
        return "id: %d\nevent: event\ndata: {\"seq\":%d,\"at\":\"2026-01-01T00:00:00Z\",\"source\":\"reported\",\"type\":\"%s\",\"payload\":%s}\n\n"
                .formatted(seq, seq, type, payload);
    }

    private static ObjectNode java() {
        return Json.object(
                        "id",
                        "0190aaaa-0000-7000-8000-000000000003",
                        "name",
                        "java",
                        "team",
                        "red",
                        "owner",
                        "ada",
                        "description",
                        "For builds",
                        "setup",
                        "old\n")
                .put("version", 3)
                .put("setupMinutes", 30);
    }
}
