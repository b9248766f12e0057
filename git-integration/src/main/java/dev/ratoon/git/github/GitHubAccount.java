package dev.ratoon.git.github;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.kohsuke.github.GHMyself;
import org.kohsuke.github.GHRepository;

/**
 * GitHub as one token reaches it. What was listed is known for a while, so that typing is answered
 * at once; then GitHub is asked what changed. Threads: any number.
 */
public final class GitHubAccount {
    private static final Pattern FULL_NAME =
            Pattern.compile("[A-Za-z0-9_-]{1,100}/(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,100}");

    private final Library library;
    private final Clock clock;
    private final Remembered<Repository> repositories;
    private final Remembered<Branch> branches;

    /** GitHub wants changes one after the other; two clicks at once are one more reason. */
    private final ReentrantLock changing = new ReentrantLock();

    public GitHubAccount(GitHubSettings settings, String token, Clock clock) {
        this.library = new Library(settings, token, clock);
        this.clock = clock;
        this.repositories = new Remembered<>(settings.fresh(), clock);
        this.branches = new Remembered<>(settings.fresh(), clock);
    }

    /** Whose token it is and what it may do, asked now. */
    public Answered<Me> me() {
        return library.ask(
                (hub, _) -> {
                    GHMyself self = hub.getMyself();
                    Grants grants = library.seen().grants();
                    var scopes = grants.scopes();
                    boolean classic = scopes.isPresent();
                    return new Me(
                            self.getLogin(),
                            Library.text(self.getName()),
                            library.email(self),
                            classic ? Me.Kind.CLASSIC : Me.Kind.FINE_GRAINED,
                            classic ? Needs.ofScopes(scopes.get()) : Permissions.tried(self),
                            classic ? Needs.beyond(scopes.get()) : List.of(),
                            grants.expiresAt());
                },
                "GitHub knows no user for this token.");
    }

    /**
     * Those that the token reaches, of the user and of organisations. One that is typed in full and
     * is not among them is asked for by its name.
     */
    public Answered<Found<Repository>> repositories(String typed, int most) {
        Answered<Found<Repository>> listed =
                repositories.find(
                        "",
                        this::allRepositories,
                        of ->
                                of.listing()
                                        .found(
                                                Words.of(typed),
                                                Repository::name,
                                                most,
                                                of.stale()));
        return listed instanceof Answered.With<Found<Repository>>(var found)
                        && found.items().isEmpty()
                        && FULL_NAME.matcher(typed.strip()).matches()
                ? new Answered.With<>(byName(typed.strip(), found))
                : listed;
    }

    /** Of the repository {@code owner/name}, the default branch first where no words are typed. */
    public Answered<Found<Branch>> branches(String repository, String typed, int most) {
        if (!FULL_NAME.matcher(repository).matches()) {
            return noName(repository);
        }
        return branches.find(
                repository,
                () -> allBranches(repository),
                of -> of.listing().found(Words.of(typed), Branch::name, most, of.stale()));
    }

    /**
     * The one open pull request from that branch into that base, opened if there is none. To be
     * called again after whatever happened: no second one is opened.
     */
    public Answered<Pull> openOrFind(String repository, PullOrder order) {
        return FULL_NAME.matcher(order.from()).matches()
                ? changed(
                        repository,
                        "",
                        (into, plain) -> new Pulls(into, repository, plain).openOrFind(order))
                : noName(order.from());
    }

    /** Changes what differs; one that is not open any more is left as it is. */
    public Answered<Pull> update(String repository, int number, PullChange change) {
        return changed(
                repository,
                "pull request " + number + " in ",
                (into, plain) -> new Pulls(into, repository, plain).update(number, change));
    }

    /** How it stands, asked now; what did not change counts against no limit. */
    public Answered<PullState> state(String repository, int number) {
        return about(
                repository,
                "pull request " + number + " in ",
                (_, plain) -> new PullReader(plain, library.host()).state(repository, number));
    }

    /** The user's fork of it, made if there is none, and awaited for a short while. */
    public Answered<Fork> fork(String repository) {
        return about(
                repository,
                "",
                (hub, plain) -> new Places(hub, plain, library.patience()).fork(repository));
    }

    /** What the user may do there, asked now. */
    public Answered<Rights> rights(String repository) {
        return about(
                repository,
                "",
                (hub, plain) ->
                        new Places(hub, plain, library.patience())
                                .rights(repository, library.seen()));
    }

    /** How often GitHub answers; empty before the first answer. */
    public Optional<RateLimit> rateLimit() {
        return library.limits().seen();
    }

    private interface Change {
        Pull in(GHRepository repository, Plain plain) throws IOException;
    }

    private Answered<Pull> changed(String repository, String part, Change change) {
        changing.lock();
        try {
            return about(
                    repository,
                    part,
                    (hub, plain) -> change.in(hub.getRepository(repository), plain));
        } finally {
            changing.unlock();
        }
    }

    private <T> Answered<T> about(String repository, String part, Library.Work<T> work) {
        return FULL_NAME.matcher(repository).matches()
                ? library.ask(
                        work,
                        "There is no %s'%s', or not for this token."
                                .formatted(part.isEmpty() ? "repository " : part, repository))
                : noName(repository);
    }

    private static <T> Answered<T> noName(String typed) {
        return new Answered.Not<>(
                new Trouble.NotFound("'" + typed + "' is no repository: name it as OWNER/NAME."));
    }

    private Answered<Listing<Repository>> allRepositories() {
        return library.ask(
                (hub, _) -> {
                    library.seen().takeLeftOut();
                    List<Repository> all = Library.repositories(hub.getMyself(), Listing.MOST);
                    return Listing.of(all, library.seen().takeLeftOut(), clock.instant());
                },
                "GitHub lists no repositories there.");
    }

    private Answered<Listing<Branch>> allBranches(String repository) {
        return library.ask(
                (hub, _) ->
                        Listing.of(
                                Library.branches(hub.getRepository(repository)),
                                false,
                                clock.instant()),
                "There is no repository '" + repository + "', or not for this token.");
    }

    private Found<Repository> byName(String name, Found<Repository> otherwise) {
        Answered<Repository> one =
                library.ask((hub, _) -> Library.repository(hub.getRepository(name)), name);
        return one instanceof Answered.With<Repository>(var repository)
                ? new Found<>(
                        List.of(repository),
                        false,
                        otherwise.isWhole(),
                        otherwise.leftOut(),
                        clock.instant(),
                        Optional.empty())
                : otherwise;
    }
}
