package dev.ratoon.controlplane.githosts;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.git.RepositoryUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A login that somebody gives. It never prints itself.
 *
 * @param repository any of the host, which the login is tried with
 */
record AskedLogin(@Nullable String repository, @Nullable String user, @Nullable String secret) {
    private static final int LONGEST = 200;

    URI address() {
        RepositoryUrl typed = RepositoryUrl.parse(repository == null ? "" : repository);
        if (typed instanceof RepositoryUrl.Https(URI address)) {
            return address;
        }
        throw invalid(
                typed instanceof RepositoryUrl.Refused(String what, String next)
                        ? what + ". Next: " + next + "."
                        : "A login is for a host that is reached over https: name a repository of it"
                                + " as https://HOST/OWNER/NAME. Over ssh it takes a key of yours:"
                                + " ratoon git-host key");
    }

    /** Basic authentication ends it at the first colon. */
    String name() {
        String name = user == null ? "" : user.strip();
        if (name.isEmpty()
                || name.length() > LONGEST
                || !name.chars().allMatch(one -> one > ' ' && one < 0x7f && one != ':')) {
            throw invalid(
                    "The user name is empty, longer than "
                            + LONGEST
                            + " characters, or has spaces, colons or letters beyond ASCII. Give it"
                            + " as the host takes it from git.");
        }
        return name;
    }

    GivenSecret given() {
        return GivenSecret.of("secret", secret);
    }

    private static Failure invalid(String message) {
        return new Failure(ProblemType.INVALID, message);
    }

    @Override
    public String toString() {
        return "AskedLogin[hidden]";
    }
}
