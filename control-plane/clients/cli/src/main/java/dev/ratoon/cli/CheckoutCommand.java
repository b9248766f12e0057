package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "checkout",
        description = {
            "Bring an agent's branch into the clone that you are in.",
            "Its commits become the branch; what it has not committed is changed in your files."
        })
final class CheckoutCommand extends AgentVerb {
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final int MOST_NAMES = 5;
    private static final String HEAD = "refs/ratoon/head";
    private static final String CHECKPOINT = "refs/ratoon/checkpoint";

    @Override
    void run() throws IOException {
        Clone clone = Clone.here();
        JsonNode found = found();
        String name = Output.text(found, "name");
        String branch = found.path("branch").asText();
        JsonNode changes = api().get(Agents.path(found, "changes"));
        if (clone.isDirty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "There are changes in this clone that are not committed.",
                    "Commit or stash them, then: ratoon checkout " + name);
        }
        boolean known = clone.has(changes.path("from").asText());
        boolean left;
        try {
            fetch(clone, found, known);
            String head = clone.commit(HEAD).isPresent() ? HEAD : CHECKPOINT;
            refuseStrange(clone, known, head, found);
            refuseDiverged(clone, branch, head, name);
            refuseOverwriting(clone, Set.of(head, CHECKPOINT), name);
            switchTo(clone, branch, head);
            clone.git(
                    "restore", "--source=" + CHECKPOINT, "--worktree", "--no-overlay", "--", ":/");
            left = clone.isDirty();
        } finally {
            clone.git("update-ref", "-d", HEAD);
            clone.git("update-ref", "-d", CHECKPOINT);
        }
        output().show(
                        Json.object("branch", branch).put("uncommitted", left),
                        _ ->
                                "On "
                                        + Visible.inert(branch)
                                        + (left
                                                ? ", with what "
                                                        + name
                                                        + " has not committed. See: git status"
                                                : ", with all that " + name + " has done."));
    }

    private void fetch(Clone clone, JsonNode agent, boolean known) throws IOException {
        Path bundle = Files.createTempFile("ratoon-", ".bundle");
        String path = Paths.query(Agents.path(agent, "bundle"), "known", Boolean.toString(known));
        try (InputStream body = api().stream(path, SILENCE)) {
            Files.copy(body, bundle, StandardCopyOption.REPLACE_EXISTING);
            clone.git(
                    "fetch",
                    "--quiet",
                    "--no-tags",
                    bundle.toString(),
                    "+refs/ratoon/*:refs/ratoon/*");
        } finally {
            Files.deleteIfExists(bundle);
        }
    }

    private static void refuseStrange(Clone clone, boolean known, String head, JsonNode agent)
            throws IOException {
        if (!known && clone.commit("HEAD").isPresent() && !clone.hasInCommonWith(head)) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "This clone has nothing in common with "
                            + Output.text(agent, "repository")
                            + ", where the agent works.",
                    "Change into your clone of that repository first");
        }
    }

    private static void refuseDiverged(Clone clone, String branch, String head, String name)
            throws IOException {
        String mine = "refs/heads/" + branch;
        if (clone.commit(mine).isPresent() && !clone.leadsTo(mine, head)) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "Your branch "
                            + Visible.inert(branch)
                            + " has commits that the agent's has not.",
                    "Keep yours under another name, git branch -m %s NAME, then: ratoon checkout %s"
                            .formatted(Visible.inert(branch), name));
        }
    }

    /** Git takes a file that it ignores for one that nobody wants. */
    private static void refuseOverwriting(Clone clone, Set<String> commits, String name)
            throws IOException {
        List<String> lost = clone.overwrittenBy(commits);
        if (!lost.isEmpty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "It would overwrite what git does not keep for you here: "
                            + lost.stream()
                                    .limit(MOST_NAMES)
                                    .map(Visible::inert)
                                    .collect(Collectors.joining(", "))
                            + (lost.size() > MOST_NAMES
                                    ? " and %d more.".formatted(lost.size() - MOST_NAMES)
                                    : "."),
                    "Move that elsewhere, then: ratoon checkout " + name);
        }
    }

    private static void switchTo(Clone clone, String branch, String head) throws IOException {
        if (clone.commit("refs/heads/" + branch).isEmpty()) {
            clone.git("switch", "--quiet", "--no-track", "--create", branch, head);
        } else {
            clone.git("switch", "--quiet", branch);
            clone.git("merge", "--quiet", "--ff-only", head);
        }
    }
}
