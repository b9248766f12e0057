package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent has done, read at a terminal and brought into the user's own clone. */
class CheckoutIT {
    @TempDir static Path folder;
    private static Installation ratoon;
    private static OwnAgents agents;

    @BeforeAll
    static void up() throws Exception {
        ratoon = new Installation(folder);
        agents = OwnAgents.of(ratoon, folder);
        ratoon.up();
    }

    @AfterAll
    static void down() throws Exception {
        try {
            agents.delete();
        } finally {
            ratoon.close();
        }
    }

    @Test
    void whatItHasChangedIsReadAndBroughtIntoTheUsersOwnClone() throws Exception {
        String name =
                agents.started(
                        "auto",
                        """
                        echo two >> a.txt
                        git -c user.name=H -c user.email=h@example.invalid commit -qam two
                        echo new > new.txt
                        git push -q origin HEAD:main 2>&1; true
                        """);
        agents.await(name, "idle");
        agents.awaitLog(name, "checkpoint of turn 1 kept");
        assertTrue(ratoon.answer("logs", name).contains("push to refs/heads/main REFUSED"), name);
        assertEquals(
                """
                +1 -0     changed   a.txt
                +1 -0     added     new.txt
                2 files, +2 -0, as of turn 1
                """,
                ratoon.answer("diff", name, "--stat"));
        assertTrue(ratoon.answer("diff", name, "a.txt").endsWith("+two\n"));
        String commits = ratoon.answer("diff", name, "--commits");
        assertTrue(commits.matches("COMMIT .*\n[0-9a-f]{10}  two +H +\\d.*\n"), commits);
        Path mine = folder.resolve("mine");
        agents.git("clone", "-q", agents.repository().toString(), mine.toString());
        Launched.End end = ratoon.ratoonIn(mine, "checkout", name);
        assertEquals(0, end.exit(), end::toString);
        assertEquals("one\ntwo\n", Files.readString(mine.resolve("a.txt")));
        assertEquals("new\n", Files.readString(mine.resolve("new.txt")));
        Launched.End dirty = ratoon.ratoonIn(mine, "checkout", name);
        assertEquals(1, dirty.exit(), dirty::toString);
        assertTrue(dirty.err().contains("not committed"), dirty::toString);
        Launched.End nowhere = ratoon.ratoonIn(folder, "checkout", name);
        assertTrue(nowhere.err().contains("in no clone of a repository"), nowhere::toString);
    }

    @Test
    @Tag("long")
    void itsBranchIsBroughtAgainAndNothingOfTheUsersIsLost() throws Exception {
        String name =
                agents.started(
                        "auto",
                        "echo two >> a.txt; git -c user.name=H -c user.email=h@example.invalid"
                                + " commit -qam two");
        agents.await(name, "idle");
        agents.awaitLog(name, "checkpoint of turn 1 kept");
        Path mine = folder.resolve("again");
        agents.git("clone", "-q", agents.repository().toString(), mine.toString());
        assertEquals(0, ratoon.ratoonIn(mine, "checkout", name).exit());
        Files.writeString(mine.resolve(".git/info/exclude"), ".env\nbuild\n");
        Files.writeString(mine.resolve(".env"), "mine");
        Files.writeString(mine.resolve("build"), "mine");

        ratoon.answer(
                "send", name, "echo its > .env; mkdir build; echo its > build/x; echo 3 >> a.txt");
        agents.awaitLog(name, "checkpoint of turn 2 kept");
        assertTrue(ratoon.answer("diff", name, "--stat", "--turn", "2").contains("build/x"));
        Launched.End refused = ratoon.ratoonIn(mine, "checkout", name);
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("does not keep for you here: .env, build."), name);
        assertEquals("mine", Files.readString(mine.resolve(".env")));
        assertEquals("mine", Files.readString(mine.resolve("build")));
        assertEquals("one\ntwo\n", Files.readString(mine.resolve("a.txt")));

        Files.delete(mine.resolve(".env"));
        Files.delete(mine.resolve("build"));
        Launched.End end = ratoon.ratoonIn(mine, "checkout", name);
        assertEquals(0, end.exit(), end::toString);
        assertEquals("one\ntwo\n3\n", Files.readString(mine.resolve("a.txt")));
        assertEquals("its\n", Files.readString(mine.resolve("build/x")));

        agents.commit(mine, "-qam", "of mine");
        Launched.End diverged = ratoon.ratoonIn(mine, "checkout", name);
        assertTrue(diverged.err().contains("has commits that the agent's has not"), name);
        Path other = folder.resolve("other");
        agents.git("init", "-q", other.toString());
        agents.commit(other, "-q", "--allow-empty", "-m", "of another");
        Launched.End strange = ratoon.ratoonIn(other, "checkout", name);
        assertTrue(strange.err().contains("nothing in common with " + agents.repository()), name);
    }
}
