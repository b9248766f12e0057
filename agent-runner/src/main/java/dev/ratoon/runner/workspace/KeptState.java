package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.util.Map;

/**
 * What a setup script has made, as an archive of the repository and of home: kept for the next
 * sandbox that begins at the same commit, and put back there. Whatever it holds is unpacked by the
 * workspace's own user, beside what is there, and takes its place when it is whole. Threads: one.
 */
final class KeptState {
    private static final String UNPACK =
            """
            rm -rf .state && mkdir .state || exit
            tar -C .state -xf - 2>/dev/null && test -d .state/repository && test -d .state/home && exit
            rm -rf .state
            exit 1
            """;

    /** The other one's branch becomes ours; what has come upstream since is fetched. */
    private static final String TAKE =
            """
            set -eu
            test "$(git -C .state/repository rev-parse HEAD)" = "$COMMIT"
            git -C .state/repository branch -m "$BRANCH"
            rm -rf repository home
            mv .state/repository repository
            mv .state/home home
            rm -rf .state
            git -C repository fetch --quiet --prune origin || :
            """;

    /** Not when the script has gone on to another commit. */
    private static final String PACK =
            """
            test "$(git -C repository rev-parse HEAD)" = "$COMMIT" || exit
            exec tar -cf - repository home
            """;

    private final Errand errand;
    private final Ways ways;

    KeptState(Errand errand, Ways ways) {
        this.errand = errand;
        this.ways = ways;
    }

    /** What came of putting one back. */
    enum Restored {
        DONE,
        /** There was none, and all is as it was. */
        NONE,
        /** The workspace must be made again. */
        BROKEN
    }

    Restored restore(Assignment.State state, String commit, String branch)
            throws InterruptedException {
        try {
            if (ways.run(state.restore(), SpawnRequest.of("sh", "-c", UNPACK).in(".")).orElse(1)
                    != 0) {
                return Restored.NONE;
            }
            var take =
                    SpawnRequest.of("sh", "-c", TAKE)
                            .in(".")
                            .with(Map.of("COMMIT", commit, "BRANCH", branch));
            return errand.run(take, output -> {}, error -> {}).orElse(1) == 0
                    ? Restored.DONE
                    : Restored.BROKEN;
        } catch (IOException e) {
            Account.detail("a kept state is not put back", e);
            return Restored.BROKEN;
        }
    }

    /** Whether it is kept matters to the next sandbox only. */
    void keep(Assignment.State state, String commit) throws InterruptedException {
        try {
            var pack = SpawnRequest.of("sh", "-c", PACK).in(".").with(Map.of("COMMIT", commit));
            var _ = ways.run(state.keep(), pack);
        } catch (IOException e) {
            Account.detail("a state is not kept", e);
        }
    }
}
