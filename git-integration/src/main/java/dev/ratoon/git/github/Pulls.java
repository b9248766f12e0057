package dev.ratoon.git.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

/** Opens a pull request once, and changes what differs; for one piece of work. */
final class Pulls {
    /** Of two that open one at once, GitHub takes one, and says this to the other. */
    private static final String THERE_IS_ONE = "pull request already exists";

    private static final String NO_DRAFTS = "raft pull requests are not supported";

    private final GHRepository into;
    private final String typed;
    private final Plain plain;
    private final List<String> notes = new ArrayList<>();

    /**
     * For one piece of work.
     *
     * @param typed what the repository was called; it may have moved since
     */
    Pulls(GHRepository into, String typed, Plain plain) {
        this.into = into;
        this.typed = typed;
        this.plain = plain;
    }

    private record Opened(GHPullRequest pull, boolean isNew) {}

    Pull openOrFind(PullOrder order) throws IOException {
        Optional<Opened> before = found(order);
        Opened one = before.isPresent() ? before.get() : opened(order, order.draft());
        // A found one too: what opened it may have been cut off before this.
        label(one.pull(), order.labels());
        return pull(one.pull(), one.isNew());
    }

    /**
     * The one into the same base, else the only one: a branch is offered once, though its base may
     * have become another one here or at GitHub.
     */
    private Optional<Opened> found(PullOrder order) throws IOException {
        List<GHPullRequest> others = new ArrayList<>();
        for (GHPullRequest one :
                into.queryPullRequests().state(GHIssueState.OPEN).head(head(order)).list()) {
            GHPullRequest pull = whole(one);
            if (pull.getBase().getRef().equals(order.base())) {
                return Optional.of(new Opened(pull, false));
            }
            others.add(pull);
        }
        return others.size() == 1
                ? Optional.of(new Opened(others.getFirst(), false))
                : Optional.empty();
    }

    private Opened opened(PullOrder order, boolean draft) throws IOException {
        try {
            return new Opened(
                    whole(
                            into.createPullRequest(
                                    order.title(),
                                    head(order),
                                    order.base(),
                                    Marks.around(order.body()),
                                    isFork(order),
                                    draft)),
                    true);
        } catch (IOException e) {
            String said = notTaken(e);
            if (said.contains(THERE_IS_ONE)) {
                return found(order).orElseThrow(() -> e);
            }
            if (draft && said.contains(NO_DRAFTS)) {
                notes.add("It is ready for review: this repository has no drafts.");
                return opened(order, false);
            }
            throw e;
        }
    }

    Pull update(int number, PullChange change) throws IOException {
        GHPullRequest pull = whole(into.getPullRequest(number));
        PullStatus status = status(pull);
        if (!status.isOpen()) {
            notes.add(
                    status == PullStatus.MERGED
                            ? "It is merged: nothing about it was changed."
                            : "It is closed: nothing about it was changed.");
            return pull(pull, false);
        }
        if (differs(change.title(), pull.getTitle())) {
            pull.setTitle(change.title().orElseThrow());
        }
        if (change.body().isPresent()) {
            describe(pull, change.body().get());
        }
        if (differs(change.base(), pull.getBase().getRef())) {
            pull.setBaseBranch(change.base().orElseThrow());
        }
        if (differs(change.draft(), pull.isDraft())) {
            turn(pull, change.draft().orElseThrow());
        }
        label(pull, change.labels());
        pull.refresh();
        return pull(pull, false);
    }

    /** Whatever answers at that address: what lacks these is no pull request. */
    private static GHPullRequest whole(GHPullRequest pull) throws IOException {
        if (pull.getBase() == null || pull.getHead() == null || pull.getHtmlUrl() == null) {
            throw new IOException("no pull request");
        }
        return pull;
    }

    private static <T> boolean differs(Optional<T> wanted, T is) {
        return wanted.isPresent() && !wanted.get().equals(is);
    }

    private void describe(GHPullRequest pull, String text) throws IOException {
        String before = Library.text(pull.getBody());
        Optional<String> after = Marks.renewed(before, text);
        if (after.isEmpty()) {
            notes.add("Its description was changed at GitHub, and stays as it is there.");
        } else if (!after.get().equals(before)) {
            pull.setBody(after.get());
        }
    }

    /**
     * https://docs.github.com/en/graphql/reference/mutations#convertpullrequesttodraft and
     * #markpullrequestreadyforreview; the other API takes no draft, and says nothing of it.
     */
    private void turn(GHPullRequest pull, boolean intoDraft) throws IOException {
        String mutation = intoDraft ? "convertPullRequestToDraft" : "markPullRequestReadyForReview";
        try {
            plain.graph(
                    "mutation($id: ID!) { %s(input: {pullRequestId: $id}) { clientMutationId } }"
                            .formatted(mutation),
                    Map.of("id", pull.getNodeId()));
        } catch (IOException e) {
            String said = notTaken(e);
            if (said.isEmpty()) {
                throw e;
            }
            notes.add((intoDraft ? "It stays ready: " : "It stays a draft: ") + said + ".");
        }
    }

    /** Those that are not there yet GitHub makes, for who may do that. */
    private void label(GHPullRequest pull, List<String> wanted) {
        List<String> there = pull.getLabels().stream().map(GHLabel::getName).toList();
        List<String> missing =
                wanted.stream()
                        .filter(name -> there.stream().noneMatch(name::equalsIgnoreCase))
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            pull.addLabels(missing.toArray(String[]::new));
        } catch (IOException | GHException e) {
            notes.add(
                    "Not labelled %s: %s"
                            .formatted(
                                    String.join(", ", missing),
                                    Refused.in(e)
                                            .map(Trouble::what)
                                            .orElse("GitHub takes no labels from this token.")));
        }
    }

    private boolean isFork(PullOrder order) {
        return !order.from().equalsIgnoreCase(typed)
                && !order.from().equalsIgnoreCase(into.getFullName());
    }

    private String head(PullOrder order) {
        String from = isFork(order) ? order.from() : into.getFullName();
        return from.substring(0, from.indexOf('/')) + ":" + order.branch();
    }

    /** What GitHub did not take; empty if it is something else that went wrong. */
    private static String notTaken(IOException thrown) {
        return Refused.in(thrown).orElse(null) instanceof Trouble.NotTaken refused
                ? refused.said()
                : "";
    }

    private static PullStatus status(GHPullRequest pull) throws IOException {
        return PullStatus.of(
                pull.getState() == GHIssueState.OPEN, pull.getMergedAt() != null, pull.isDraft());
    }

    private Pull pull(GHPullRequest pull, boolean isNew) throws IOException {
        return new Pull(
                pull.getNumber(),
                pull.getHtmlUrl().toString(),
                status(pull),
                Library.text(pull.getTitle()),
                pull.getBase().getRef(),
                pull.getHead().getSha(),
                isNew,
                List.copyOf(notes));
    }
}
