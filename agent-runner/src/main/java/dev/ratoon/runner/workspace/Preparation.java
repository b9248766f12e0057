package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Segments;
import dev.ratoon.runner.search.Masking;
import dev.ratoon.runner.search.Needle;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fresh workspace ready: a clone on the agent's branch, then the setup script. Begun again
 * from the start when it was cut off, and the clone when the control plane was away meanwhile.
 * Threads: one runs; any gives up, by the errand.
 */
final class Preparation {
    static final String URL = "http://127.0.0.1:7071/git/repository.git";

    private static final String CLONING = "clone";
    private static final String AWAY =
            "The control plane was away in the middle of the clone, which is made again.";

    /** Both go to one place, so that they stay in the order in which they were printed. */
    private static final String TOGETHER = "exec 2>&1\n";

    /** On the agent's branch as it was pushed last, else from its base. */
    private static final String CLONE =
            TOGETHER
                    + """
                    set -eu
                    rm -rf repository .repository
                    if [ -n "$AGAIN" ]; then rm -rf home && mkdir home; fi
                    git clone --no-hardlinks -- "$URL" .repository
                    cd .repository
                    there() { git rev-parse --quiet --verify "refs/remotes/origin/$1^{commit}" >/dev/null; }
                    if there "$BRANCH"; then
                      git switch --quiet --no-track --force-create "$BRANCH" "refs/remotes/origin/$BRANCH"
                    elif [ -z "$BASE" ]; then
                      git switch --quiet --no-track --create "$BRANCH" 2>/dev/null ||
                        git switch --quiet --no-guess "$BRANCH"
                    elif there "$BASE"; then
                      git switch --quiet --no-track --create "$BRANCH" "refs/remotes/origin/$BASE"
                    else
                      echo "fatal: Remote branch $BASE not found"
                      exit 128
                    fi
                    cd ..
                    mv .repository repository
                    """;

    /** As a file, so that whatever its first line names can read it. */
    private static final String SETUP =
            TOGETHER
                    + "set -fu\n"
                    + SetupSecrets.WRITE
                    + """
                    script=$(mktemp "${TMPDIR:-/tmp}/setup.XXXXXX") || exit
                    printf '%s\\n' "$SETUP" >"$script" || exit
                    with=$WITH
                    unset SETUP WITH
                    exec $with "$script"
                    """;

    private final Errand errand;
    private final Ledger ledger;
    private final KeptState kept;
    private final Absences absences;

    Preparation(Errand errand, Ledger ledger, Ways ways) {
        this.kept = new KeptState(errand, ways);
        this.errand = errand;
        this.ledger = ledger;
        this.absences = ways.absences();
    }

    /**
     * Whether the workspace is ready; when it is not, the log says why.
     *
     * @param again whether it was begun before: then what that has left at home goes too
     */
    boolean run(Assignment assignment, boolean again) throws InterruptedException {
        if (!clone(assignment, again)) {
            return false;
        }
        String setup = assignment.setup();
        if (setup != null && !setup.isBlank() && !setUp(assignment, setup)) {
            return false;
        }
        ledger.report(prepared(assignment));
        return true;
    }

    private boolean clone(Assignment assignment, boolean again) throws InterruptedException {
        String base = Objects.requireNonNullElse(assignment.baseBranch(), "");
        var clone =
                SpawnRequest.of("sh", "-c", CLONE)
                        .in(".")
                        .with(
                                Map.of(
                                        "URL",
                                        URL,
                                        "BRANCH",
                                        assignment.branch(),
                                        "BASE",
                                        base,
                                        "AGAIN",
                                        again ? "yes" : ""));
        return step(CLONING, clone, List.of());
    }

    /** That it is, and at which commit. */
    Reported.WorkspacePrepared prepared(Assignment assignment) throws InterruptedException {
        return new Reported.WorkspacePrepared(commit(), assignment.branch());
    }

    private boolean setUp(Assignment assignment, String setup) throws InterruptedException {
        Assignment.State state = assignment.state();
        String commit = state == null ? null : commit();
        if (state == null || commit == null) {
            return script(assignment, setup);
        }
        switch (kept.restore(state, commit, assignment.branch())) {
            case DONE -> {
                return true;
            }
            case BROKEN -> {
                if (!clone(assignment, true)) {
                    return false;
                }
            }
            case NONE -> {}
        }
        boolean done = script(assignment, setup);
        if (done) {
            ledger.report(new Reported.WorkspacePreparing("keep"));
            kept.keep(state, commit);
        }
        return done;
    }

    private boolean script(Assignment assignment, String setup) throws InterruptedException {
        var secrets = new SetupSecrets(assignment, errand);
        var environment =
                new HashMap<>(Objects.requireNonNullElse(assignment.variables(), Map.of()));
        environment.putAll(secrets.environment());
        environment.putAll(script(setup));
        var request = SpawnRequest.of("sh", "-c", SETUP).with(environment);
        boolean done = step("setup", request, secrets.needles());
        String left = secrets.clear();
        if (done && left != null) {
            failed("setup", null, left);
        }
        return done && left == null;
    }

    private static Map<String, String> script(String setup) {
        String first = setup.lines().findFirst().orElse("");
        String with = first.startsWith("#!") ? first.substring(2).strip() : "";
        return Map.of("SETUP", setup, "WITH", with.isEmpty() ? "sh" : with);
    }

    private boolean step(String name, SpawnRequest request, List<Needle> secret)
            throws InterruptedException {
        ledger.report(new Reported.WorkspacePreparing(name));
        var last = new LastLine();
        long before = absences.count();
        try {
            OptionalInt code = run(name, request, secret, last);
            if (code.isPresent() && code.getAsInt() == 0) {
                return true;
            }
            if (name.equals(CLONING) && !errand.isGivenUp() && absences.since(before)) {
                ledger.report(new Reported.Notice(AWAY));
                return step(name, request, secret);
            }
            Integer exit = code.isPresent() ? (Integer) code.getAsInt() : null;
            failed(name, exit, words(name, exit, last.text()));
        } catch (IOException e) {
            failed(name, null, "It cannot be run: " + e.getMessage());
        }
        return false;
    }

    /** What was given up has not failed, whatever it ended with. */
    private void failed(String step, @Nullable Integer exit, String words) {
        ledger.report(
                errand.isGivenUp()
                        ? new Reported.Notice(
                                "The " + step + " was given up, because the sandbox ends.")
                        : new Reported.WorkspaceFailed(step, exit, words));
    }

    private static String words(String step, @Nullable Integer exit, String last) {
        if (exit == null) {
            return "It was cut off: the workspace's side of the sandbox is gone.";
        }
        String ended =
                (step.equals(CLONING) ? "git" : "The setup script")
                        + " ended with exit code "
                        + exit;
        return last.isEmpty() ? ended + ", and printed nothing." : ended + ": " + last;
    }

    private OptionalInt run(
            String source, SpawnRequest request, List<Needle> secret, LastLine lastLine)
            throws IOException, InterruptedException {
        var output =
                new Segments(
                        (offset, text, last) -> {
                            if (!text.isEmpty()) {
                                ledger.report(new Reported.Output(source, text));
                            }
                        });
        var printed = new Printed(output::add);
        var masking =
                new Masking(
                        secret,
                        text -> {
                            printed.add(text);
                            lastLine.add(text);
                        });
        OptionalInt code = errand.run(request, masking::add, error -> {});
        masking.end();
        printed.end();
        output.end();
        return code;
    }

    private @Nullable String commit() throws InterruptedException {
        var text = new StringBuilder();
        try {
            OptionalInt code =
                    errand.run(
                            SpawnRequest.of("git", "rev-parse", "HEAD"), text::append, error -> {});
            String commit = text.toString().strip();
            return code.orElse(1) == 0 && commit.matches("[0-9a-f]{40,64}") ? commit : null;
        } catch (IOException e) {
            Account.detail("the commit cannot be asked for", e);
            return null;
        }
    }
}
