package dev.ratoon.controlplane.gate;

import dev.ratoon.controlplane.problem.ProblemType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request must be like before anybody asks who sent it. Pure. */
final class Rules {
    /** Spellings that two readers of a path could understand differently. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[;\\\\\\x00-\\x20\\x7f]|//|%2f|%5c|%2e|%00", Pattern.CASE_INSENSITIVE);

    private static final Set<String> PUBLIC =
            Set.of("/", "/new", "/settings", "/sw.js", "/health", "/api/login-methods");

    /** The app's pages are one file, which holds nothing that anybody may not see. */
    private static final Set<String> PUBLIC_BELOW =
            Set.of("/assets/", "/agents/", "/settings/", "/health/");

    /** What an image may have: what it may exactly, who takes it says in better words. */
    private static final long LARGEST_IMAGE = 4L << 20;

    private static final Set<String> OPENID = Set.of("/auth/oidc");

    private final Hosts hosts;
    private final long largestBody;

    Rules(Hosts hosts, long largestBody) {
        this.hosts = hosts;
        this.largestBody = largestBody;
    }

    Optional<Refusal> refusal(Head head) {
        return host(head).or(() -> path(head)).or(() -> origin(head)).or(() -> body(head));
    }

    /** Whether somebody unknown may have it. */
    boolean isPublic(Head head) {
        String path = head.normalizedPath();
        boolean reading = head.method().equals("GET") || head.method().equals("HEAD");
        return (reading
                        && (PUBLIC.contains(path)
                                || OPENID.contains(path)
                                || PUBLIC_BELOW.stream().anyMatch(path::startsWith)))
                || head.is("POST", "/api/login");
    }

    private Optional<Refusal> host(Head head) {
        return hosts.isOurs(head.header("Host"), head.localAddress())
                ? Optional.empty()
                : refused(
                        ProblemType.WRONG_HOST,
                        "This Ratoon is not known under the name in the Host header. If it should"
                                + " be, name it in ratoon.http.allowed-hosts.");
    }

    private static Optional<Refusal> path(Head head) {
        return head.path().equals(head.normalizedPath()) && !AMBIGUOUS.matcher(head.path()).find()
                ? Optional.empty()
                : refused(ProblemType.BAD_REQUEST, "Write the path in its plainest form.");
    }

    private static Optional<Refusal> origin(Head head) {
        String origin = head.header("Origin");
        String own = head.scheme() + "://" + head.header("Host");
        if (origin != null && !origin.equals(own)) {
            return refused(
                    ProblemType.FORBIDDEN, "Requests from pages of another origin are refused.");
        }
        String site = head.header("Sec-Fetch-Site");
        boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
        return foreign && !navigates(head)
                ? refused(ProblemType.FORBIDDEN, "Requests from pages of another site are refused.")
                : Optional.empty();
    }

    /** Following a link to us is fine; whatever needs a login does not open by it. */
    private static boolean navigates(Head head) {
        return head.method().equals("GET")
                && "navigate".equals(head.header("Sec-Fetch-Mode"))
                && "document".equals(head.header("Sec-Fetch-Dest"));
    }

    private Optional<Refusal> body(Head head) {
        if (head.is("POST", "/api/restore")) {
            return Optional.empty();
        }
        Long length = lengthOf(head.header("Content-Length"));
        long largest =
                head.is("POST", "/api/prompt-images")
                        ? Math.max(largestBody, LARGEST_IMAGE)
                        : largestBody;
        if (length != null && (length < 0 || length > largest)) {
            return refused(ProblemType.TOO_LARGE, "A request holds at most " + largest + " bytes.");
        }
        return head.header("Transfer-Encoding") != null
                ? refused(ProblemType.LENGTH_REQUIRED, "Send the body with a Content-Length.")
                : Optional.empty();
    }

    private static @Nullable Long lengthOf(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return Long.valueOf(header);
        } catch (NumberFormatException e) {
            return -1L;
        }
    }

    private static Optional<Refusal> refused(ProblemType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
