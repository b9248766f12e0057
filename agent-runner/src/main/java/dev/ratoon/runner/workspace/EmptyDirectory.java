package dev.ratoon.runner.workspace;

import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.util.Optional;

/**
 * A new directory on the workspace's side with nothing in it, outside of the repository: who works
 * there reads nothing that a repository brings. Threads: one.
 */
public final class EmptyDirectory {
    private static final int LONGEST = 1_000;

    private final Hands hands;
    private final String path;

    private EmptyDirectory(Hands hands, String path) {
        this.hands = hands;
        this.path = path;
    }

    /** Empty when none can be made. */
    public static Optional<EmptyDirectory> in(Hands hands) throws InterruptedException {
        var said = new StringBuilder();
        try {
            int code =
                    new Errand(hands)
                            .run(
                                    SpawnRequest.of("mktemp", "-d").in("."),
                                    piece -> add(said, piece),
                                    _ -> {})
                            .orElse(1);
            String path = said.toString().strip();
            return code == 0 && path.matches("/[A-Za-z0-9/._-]+")
                    ? Optional.of(new EmptyDirectory(hands, path))
                    : Optional.empty();
        } catch (IOException e) {
            Account.detail("no directory can be made", e);
            return Optional.empty();
        }
    }

    /** Whoever answers is in the sandbox, and may answer with anything. */
    private static void add(StringBuilder said, String piece) {
        said.append(piece, 0, Math.min(LONGEST - said.length(), piece.length()));
    }

    public String path() {
        return path;
    }

    /** Removes it if it is still empty. */
    public void remove() throws InterruptedException {
        try {
            var _ =
                    new Errand(hands)
                            .run(SpawnRequest.of("rmdir", "--", path).in("."), _ -> {}, _ -> {});
        } catch (IOException e) {
            Account.detail("an empty directory stays", e);
        }
    }
}
