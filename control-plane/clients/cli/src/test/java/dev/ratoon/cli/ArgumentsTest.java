package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ArgumentsTest {
    @Test
    void whatIsNotUnderstoodIsTwo() {
        var wrong =
                List.of(
                        List.of("start", "no repository"),
                        List.of("start", "--repo", "x", "--minutes", "many", "p"),
                        List.of("show"),
                        List.of("logs", "a", "--after", "x"),
                        List.of("logs"),
                        List.of("mode", "a"),
                        List.of("send"),
                        List.of("approve", "a", "--always", "soon"),
                        List.of("exec", "a"),
                        List.of("exec", "a", "--no-such"),
                        List.of("delete"));
        for (List<String> words : wrong) {
            Spoken spoken = Spoken.by(words.toArray(String[]::new));
            assertEquals(2, spoken.exit(), () -> words + " " + spoken);
            assertTrue(spoken.err().contains("\nNext: "), spoken::toString);
        }
    }

    @Test
    void theNearestWordIsNamed() {
        var meant =
                Map.of(
                        "statsu", "'status'",
                        "status --jsn", "'--json'",
                        "key ad", "'add'",
                        "user add --rol viewer", "'--role'");
        meant.forEach(
                (line, nearest) -> {
                    Spoken spoken = Spoken.by(line.split(" ", -1));
                    assertEquals(2, spoken.exit(), spoken::toString);
                    assertTrue(
                            spoken.err().contains("The nearest is " + nearest), spoken::toString);
                });
    }

    @Test
    void whatTheLauncherDoesIsExplainedWithItsOwnOptionsOnly() {
        for (String verb : List.of("up", "down")) {
            Spoken spoken = Spoken.by(verb, "--help");
            assertEquals(0, spoken.exit(), spoken::toString);
            assertTrue(spoken.out().contains("--home"), spoken::toString);
            assertFalse(spoken.out().contains("--url"), spoken::toString);
            assertFalse(spoken.out().contains("--json"), spoken::toString);
        }
    }

    @Test
    void everyVerbOfTheClientAnswersProgramsToo() {
        CommandLine all = Main.commandLine(new Heard().around());
        var without = new TreeSet<String>();
        collectWithoutJson(all, without);
        assertEquals(Set.of("ratoon up", "ratoon down"), without);
    }

    private static void collectWithoutJson(CommandLine line, Set<String> without) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption("--json") == null) {
            without.add(spec.qualifiedName());
        }
        line.getSubcommands().values().forEach(each -> collectWithoutJson(each, without));
    }

    @Test
    void aFolderIsNamedFromTheRootAndAnAddressIsLeftAlone() {
        assertEquals(Path.of("").toAbsolutePath().toString(), StartCommand.place("."));
        for (String address :
                List.of("https://git.example/o/n.git", "git@git.example:o/n", "/no/such")) {
            assertEquals(address, StartCommand.place(address));
        }
    }

    @Test
    void anAddressOverSshIsToldFromOneOverHttps() {
        for (String ssh :
                List.of(
                        "git@git.example:o/n",
                        "git@[::1]:o/n",
                        "git.example:o/n",
                        " SSH://git@git.example:2222/o/n",
                        "git+ssh://git@git.example/o/n")) {
            assertTrue(GitHostAddCommand.isSsh(ssh), ssh);
        }
        for (String other : List.of("https://git.example:8443/o/n", "/a:b", "./a:b", "o/n", "")) {
            assertFalse(GitHostAddCommand.isSsh(other), other);
        }
    }
}
