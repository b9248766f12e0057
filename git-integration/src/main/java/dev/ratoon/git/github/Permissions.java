package dev.ratoon.git.github;

import dev.ratoon.git.github.Need.State;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHMyself;
import org.kohsuke.github.GHRepository;

/** Finds out what a fine-grained token may: GitHub does not list it, so the reading is tried. */
final class Permissions {
    private Permissions() {}

    /** On one repository that the token names; for others it may be able to do more, or less. */
    static List<Need> tried(GHMyself self) throws IOException {
        Iterator<GHRepository> some = self.listRepositories(1).iterator();
        if (!some.hasNext()) {
            return Needs.ofPermissions("", State.UNKNOWN, State.UNKNOWN);
        }
        GHRepository on = some.next();
        return Needs.ofPermissions(
                on.getFullName(),
                tried(() -> on.getBranches().isEmpty()),
                tried(
                        () ->
                                on.queryPullRequests()
                                        .state(GHIssueState.OPEN)
                                        .list()
                                        .withPageSize(1)
                                        .iterator()
                                        .hasNext()));
    }

    private interface Reading {
        boolean reads() throws IOException;
    }

    private static State tried(Reading reading) throws IOException {
        try {
            boolean _ = reading.reads();
            return State.GRANTED;
        } catch (IOException | GHException e) {
            if (Refused.in(e).orElse(null) instanceof Trouble.NotAllowed) {
                return State.MISSING;
            }
            throw e;
        }
    }
}
