package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on a home that is in use, was damaged, or lies where the name of it is a difficulty. */
class UsedHomeIT {
    @TempDir static Path folder;
    private static Installation ratoon;

    /** The home has a space and a quote, and the locale is C. */
    @BeforeAll
    static void aHomeOfADifficultName() throws Exception {
        ratoon = new Installation(folder, folder.resolve("the home's place"));
        ratoon.with("LANG", "C").with("LC_ALL", "C");
    }

    @AfterEach
    void endWhatATestLeft() throws Exception {
        ratoon.killAll();
    }

    @Test
    void ofTwoStartsAtOnceOneWinsAndServes() throws Exception {
        Launched one = ratoon.launch();
        Launched other = ratoon.launch();
        Launched.End lost;
        Launched won;
        if (firstToEnd(one, other).equals(one)) {
            lost = one.end();
            won = other;
        } else {
            lost = other.end();
            won = one;
        }
        won.says("Ctrl-C ends it.");
        assertEquals(1, lost.exit(), lost::toString);
        assertTrue(lost.err().startsWith("Ratoon already runs with the data in "), lost::toString);
        assertTrue(lost.err().contains("\nNext: "), lost::toString);
        assertTrue(ratoon.answer("status").contains("up"));
        won.kill("INT");
        assertEquals(0, won.end().exit());
        ratoon.assertNothingRuns();
    }

    @Test
    void aStartOnAHomeInUseIsRefusedAndDisturbsNothing() throws Exception {
        Launched up = ratoon.up();
        Launched.End second = ratoon.launch().end();
        assertEquals(1, second.exit(), second::toString);
        String who = " as process " + up.process().pid() + " at " + ratoon.url() + ".";
        assertTrue(second.err().contains(who), second::toString);
        assertTrue(second.err().contains("./ratoon down"), second::toString);
        assertTrue(ratoon.answer("status").contains("up"));
        up.kill("INT");
        assertEquals(0, up.end().exit());
    }

    @Tag("long")
    @Test
    void aDatabaseOfOthersRefusesAWrongPasswordAndAnUnknownName() throws Exception {
        Launched up = ratoon.up();
        String port = Files.readAllLines(ratoon.home().resolve("postgres/postmaster.pid")).get(3);
        String password = Files.readString(ratoon.home().resolve("postgres.password")).strip();
        try (var other = new Installation(Files.createTempDirectory(folder, "other"))) {
            Launched.End wrong =
                    other.launch("--database-url", url("wrong-secret", port, "ratoon")).end();
            Launched.End unknown =
                    other.launch("--database-url", url(password, port, "nothing")).end();
            assertEquals(
                    List.of(1, 1), List.of(wrong.exit(), unknown.exit()), wrong + "" + unknown);
            assertTrue(wrong.err().contains("does not let the user ratoon in"), wrong::toString);
            assertTrue(wrong.err().contains("\nNext: "), wrong::toString);
            assertTrue(!wrong.err().contains("wrong-secret"), wrong::toString);
            assertTrue(unknown.err().contains("There is no database nothing"), unknown::toString);
            assertTrue(unknown.err().contains("createdb"), unknown::toString);
            other.assertNothingRuns();
        }
        up.kill("INT");
        assertEquals(0, up.end().exit());
    }

    @Test
    @Tag("long")
    void damagedDataIsNotTouchedAndNamed() throws Exception {
        Launched up = ratoon.up();
        up.kill("INT");
        up.end();
        Path control = ratoon.home().resolve("postgres/global/pg_control");
        byte[] good = Files.readAllBytes(control);
        Files.write(control, new byte[good.length]);
        Launched.End end = ratoon.launch().end();
        assertEquals(1, end.exit(), end::toString);
        assertTrue(
                end.err().startsWith("PostgreSQL cannot start with the data in "), end::toString);
        assertTrue(end.err().contains("\nNext: "), end::toString);
        assertTrue(end.err().contains("./ratoon restore FILE"), end::toString);
        assertTrue(!end.err().contains("\tat "), end::toString);
        ratoon.assertNothingRuns();
        Files.write(control, good);
    }

    @Test
    @Tag("long")
    void aDatabaseThatEndsByItselfEndsAllInOrderAndTheNextStartRecovers() throws Exception {
        Launched up = ratoon.up();
        ratoon.answer("user", "add", "survivor");
        Path password = ratoon.home().resolve("postgres.password");
        String before = Files.readString(password);
        String pid =
                Files.readAllLines(ratoon.home().resolve("postgres/postmaster.pid")).getFirst();
        new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
        Launched.End end = up.end();
        assertEquals(1, end.exit(), end::toString);
        assertTrue(end.err().contains(" ended by itself, so Ratoon ended too."), end::toString);
        assertTrue(end.err().contains("\nNext: ./ratoon up"), end::toString);
        // Whoever was using it at that moment may have warned before.
        assertTrue(
                end.err().lines().anyMatch(line -> line.startsWith("PostgreSQL with the data in ")),
                end::toString);
        ratoon.assertNothingRuns();
        assertTrue(!Files.exists(ratoon.home().resolve("run/owner.token")));
        String log = Files.readString(ratoon.home().resolve("log/control-plane.log"));
        assertTrue(log.contains(" ended by itself"), "the log does not say it");
        Launched again = ratoon.up();
        assertTrue(ratoon.json("user", "list").findValuesAsText("name").contains("survivor"));
        assertNotEquals(before, Files.readString(password), "somebody may have been told it");
        again.kill("INT");
        assertEquals(0, again.end().exit());
    }

    /** Who looks into the home as another user finds nothing, whatever umask the start had. */
    @Test
    void everyFileInTheHomeIsItsOwnersAlone() throws Exception {
        Launched up = ratoon.launch(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        up.says("Ctrl-C ends it.");
        ratoon.answer("status");
        var command = List.of("find", ratoon.home().toString(), "!", "-type", "l", "-perm", "/077");
        Process find = new ProcessBuilder(command).start();
        String open = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", open);
        up.kill("INT");
        assertEquals(0, up.end().exit());
    }

    private static String url(String password, String port, String database) {
        return "postgresql://ratoon:" + password + "@127.0.0.1:" + port + "/" + database;
    }

    private static Launched firstToEnd(Launched one, Launched other) {
        Stream.of(one, other)
                .map(launched -> launched.process().onExit())
                .reduce((a, b) -> a.applyToEither(b, p -> p))
                .orElseThrow()
                .join();
        return one.process().isAlive() ? other : one;
    }
}
