package dev.ratoon.controlplane.problem;

/** The catalogue: every kind of failure that the API answers with. */
public enum ProblemType {
    BAD_REQUEST(400, Blame.USER, "The request cannot be read"),
    UNAUTHENTICATED(401, Blame.USER, "Not signed in"),
    FORBIDDEN(403, Blame.USER, "Not allowed"),
    NOT_FOUND(404, Blame.USER, "Not found"),
    CONFLICT(409, Blame.USER, "In conflict with what is there"),
    UNCONFIRMED(409, Blame.USER, "It must be confirmed first"),
    EXPIRED(410, Blame.USER, "No longer valid"),
    TOO_LARGE(413, Blame.USER, "Too large"),
    WRONG_HOST(421, Blame.USER, "Asked for under a name that is not ours"),
    INVALID(422, Blame.USER, "The request is understood and cannot be done"),
    TOO_MANY_STREAMS(429, Blame.USER, "Too many streams open at once"),
    TOO_MANY_LOOKS(429, Blame.USER, "Too many looks at repositories at once"),
    LENGTH_REQUIRED(411, Blame.USER, "The request does not say how long it is"),
    BACKUP_DAMAGED(422, Blame.USER, "Not a whole backup of Ratoon"),
    BACKUP_TOO_NEW(422, Blame.USER, "A backup of a newer Ratoon"),
    BACKUP_OTHER_KEY(422, Blame.USER, "A backup with secrets that another key has sealed"),
    GITHUB_NOT_CONNECTED(409, Blame.USER, "No GitHub account is connected"),
    GITHUB_TOKEN_REFUSED(422, Blame.USER, "GitHub does not take the token"),
    GITHUB_NOT_ALLOWED(422, Blame.USER, "GitHub does not allow it to the token"),
    NEWER_WORK(409, Blame.USER, "There is newer work than what was shown"),
    UPSTREAM_MOVED(409, Blame.USER, "The branch upstream is not what it was"),
    MERGE_CONFLICTS(409, Blame.USER, "The work does not merge"),
    WARNINGS_NOT_ACCEPTED(409, Blame.USER, "Something in it needs a yes of its own"),
    PUSH_NOT_ALLOWED(409, Blame.USER, "There is no right to push there"),
    PUSH_REFUSED(422, Blame.USER, "The repository does not take the push"),
    NOTHING_TO_PUBLISH(409, Blame.USER, "There is nothing to publish"),
    PAYLOAD_LOST(502, Blame.EXTERNAL, "A payload of a log is lost"),
    EXTERNAL(502, Blame.EXTERNAL, "Something that Ratoon depends on failed"),
    BUSY(503, Blame.CAPACITY, "Too much to do right now"),
    GITHUB_LIMIT(503, Blame.CAPACITY, "GitHub is to be asked later"),
    NO_ROOM(507, Blame.CAPACITY, "A disk is full"),
    INTERNAL(500, Blame.INTERNAL, "A fault in Ratoon");

    private final int status;
    private final Blame blame;
    private final String title;

    ProblemType(int status, Blame blame, String title) {
        this.status = status;
        this.blame = blame;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public Blame blame() {
        return blame;
    }

    public String title() {
        return title;
    }

    /** The last part of the problem's type URI: {@code urn:ratoon:problem:not-found}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
