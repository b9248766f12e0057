package dev.ratoon.git.publish;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commits as an order wants them. */
final class Commits {
    private final Work work;
    private final Order order;

    Commits(Work work, Order order) {
        this.work = work;
        this.order = order;
    }

    /** Of the work itself. */
    RevCommit own(ObjectId tree, List<RevCommit> parents) throws IOException {
        String message = plain(order.message());
        if (message.isBlank()) {
            throw Stopped.refused("A commit needs a message: say what was done.");
        }
        String trailer =
                order.coAuthor()
                        .map(
                                other ->
                                        "\n\nCo-authored-by: %s <%s>"
                                                .formatted(other.name(), other.email()))
                        .orElse("");
        return make(tree, parents, message.strip() + trailer + "\n");
    }

    RevCommit merge(ObjectId tree, RevCommit one, RevCommit other, String what) throws IOException {
        return make(tree, List.of(one, other), "Merge " + what + "\n");
    }

    /** One of the agent's own, in another place. */
    RevCommit again(RevCommit commit, ObjectId tree, RevCommit parent) throws IOException {
        return work.make(
                tree,
                List.of(parent),
                commit.getAuthorIdent(),
                publisher(),
                commit.getFullMessage());
    }

    private RevCommit make(ObjectId tree, List<RevCommit> parents, String message)
            throws IOException {
        return work.make(tree, parents, publisher(), publisher(), message);
    }

    private PersonIdent publisher() {
        return new PersonIdent(
                order.author().name(), order.author().email(), order.when(), ZoneOffset.UTC);
    }

    /** What no commit can hold, and what would only be seen in a terminal, goes. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .filter(one -> one == '\n' || one == '\t' || !Character.isISOControl(one))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
