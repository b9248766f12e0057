package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.outbox.Ledger;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a workspace anew of the newest checkpoint that the git gateway has of it. No setup script
 * is run: what one has made is in the checkpoint, unless it is ignored and on no list, or lies
 * beside the repository. Done again when the control plane was away meanwhile. Threads: one runs;
 * any gives up, by the errand.
 */
final class Restoration {
    static final String STEP = "restore";

    private static final String AWAY =
            "The control plane was away while the workspace was restored, which is done again.";

    private static final String SCRIPT = Script.of("own.sh", "restore.sh");
    private static final String CHECKPOINTS = "refs/ratoon/checkpoints/";
    private static final Pattern SHOWN =
            Pattern.compile("[0-9a-f]{40}\t" + CHECKPOINTS + "([0-9]{1,9})");

    /** More of them help nobody who reads the log. */
    private static final int MOST_NAMED = 20;

    /** Without what a git directory in the workspace, or its user, configures. */
    private static final Map<String, String> UNCONFIGURED =
            Map.of(
                    "GIT_DIR", "/dev/null",
                    "GIT_CONFIG_SYSTEM", "/dev/null",
                    "GIT_CONFIG_GLOBAL", "/dev/null");

    private final Errand errand;
    private final Ledger ledger;
    private final Kept kept;
    private final Absences absences;

    Restoration(Errand errand, Ledger ledger, Kept kept, Absences absences) {
        this.errand = errand;
        this.ledger = ledger;
        this.kept = kept;
        this.absences = absences;
    }

    /** It went wrong, which the log tells. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The turn of the newest checkpoint; empty when there is none. */
    OptionalInt newest() throws Failed, InterruptedException {
        ledger.report(new Reported.WorkspacePreparing(STEP));
        StringBuilder all =
                run(
                        SpawnRequest.of(
                                        "git",
                                        "ls-remote",
                                        "--",
                                        Preparation.URL,
                                        CHECKPOINTS + "*")
                                .in(".")
                                .with(UNCONFIGURED),
                        StringBuilder::new,
                        (shown, text) ->
                                shown.append(
                                        text, 0, Math.min(text.length(), 10_000 - shown.length())));
        return all.toString()
                .lines()
                .map(SHOWN::matcher)
                .filter(Matcher::matches)
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .max();
    }

    /**
     * Puts it back; there is no repository, or a whole one.
     *
     * @return the session that its harness had, if the checkpoint has one
     */
    @Nullable KeptSession of(int turn) throws Failed, InterruptedException {
        Answer answer = run(request(turn, kept), Answer::new, Answer::add);
        ledger.report(new Reported.Notice(words(turn, answer)));
        return KeptSession.in(answer.last());
    }

    /** What to run on the workspace's side, in place of the clone of a fresh workspace. */
    static SpawnRequest request(int turn, Kept kept) {
        return SpawnRequest.of("sh", "-c", SCRIPT)
                .in(".")
                .with(
                        Map.of(
                                "REPOSITORY",
                                ".repository",
                                "URL",
                                Preparation.URL,
                                "TURN",
                                String.valueOf(turn),
                                "KEPT",
                                String.join("\n", kept.beside())));
    }

    private <T> T run(SpawnRequest request, Supplier<T> none, BiConsumer<T, String> add)
            throws Failed, InterruptedException {
        var last = new LastLine();
        T said = none.get();
        long before = absences.count();
        try {
            OptionalInt code = errand.run(request, text -> add.accept(said, text), last::add);
            if (code.orElse(1) != 0) {
                if (!errand.isGivenUp() && absences.since(before)) {
                    ledger.report(new Reported.Notice(AWAY));
                    return run(request, none, add);
                }
                throw failed(
                        code.isPresent() ? (Integer) code.getAsInt() : null,
                        last.text().isEmpty() ? "no reason was printed" : last.text());
            }
            return said;
        } catch (IOException e) {
            throw failed(null, "It cannot be run: " + e.getMessage());
        }
    }

    /** What was given up has not failed, whatever it ended with. */
    private Failed failed(@Nullable Integer exit, String why) {
        ledger.report(
                errand.isGivenUp()
                        ? new Reported.Notice(
                                "The restoration was given up, because the sandbox ends.")
                        : new Reported.WorkspaceFailed(
                                STEP,
                                exit,
                                "The workspace is gone, and its newest checkpoint could not be put"
                                        + " back: "
                                        + why));
        return new Failed();
    }

    private static String words(int turn, Answer answer) {
        String named =
                answer.notSaved().stream()
                        .limit(MOST_NAMED)
                        .map(file -> file.path() + " (" + file.why() + ")")
                        .collect(Collectors.joining(", "));
        int more = answer.more() + Math.max(0, answer.notSaved().size() - MOST_NAMED);
        return "The workspace was gone. It is restored from the checkpoint of turn "
                + turn
                + ": the files, commits and branches as they were then. Not there any more: what"
                + " was done after it, what git ignores and is not on the environment's list, what"
                + " that checkpoint named as not saved, and what lay beside the repository but the"
                + " harness's sessions; the setup script was not run again, and nothing is staged."
                + (named.isEmpty() ? "" : " Not put back: " + named)
                + (more == 0 ? "" : " and " + more + " more")
                + (named.isEmpty() ? "" : ".");
    }
}
