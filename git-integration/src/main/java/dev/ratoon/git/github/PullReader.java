package dev.ratoon.git.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.git.github.PullState.Checks;
import dev.ratoon.git.github.PullState.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.github.GHFileNotFoundException;

/**
 * How a pull request stands. Asked again and again, so each question is one whose answer has a tag;
 * the library would ask for the repository first, and twice for what GitHub does not know yet.
 */
final class PullReader {
    /** Whose reviews count: https://docs.github.com/en/graphql/reference/enums. */
    private static final Set<String> BELONGING = Set.of("OWNER", "MEMBER", "COLLABORATOR");

    /**
     * As GitHub's own client counts them:
     * https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks
     */
    private static final Set<String> PASSED = Set.of("success", "neutral", "skipped");

    private static final Set<String> RUNNING = Set.of("", "pending", "stale");

    private final Plain plain;
    private final String host;

    PullReader(Plain plain, String host) {
        this.plain = plain;
        this.host = host;
    }

    PullState state(String repository, int number) throws IOException {
        String path = "/repos/" + repository + "/pulls/" + number;
        JsonNode pull = plain.get(path);
        String head = pull.path("head").path("sha").asText();
        if (pull.path("number").asInt() != number || !head.matches("[0-9a-f]{40,64}")) {
            throw new Refused(new Trouble.Strange(host, "it is no pull request"));
        }
        PullStatus status =
                PullStatus.of(
                        pull.path("state").asText().equals("open"),
                        pull.path("merged_at").isTextual(),
                        pull.path("draft").asBoolean());
        boolean open = status.isOpen();
        return new PullState(
                number,
                pull.path("html_url").asText(),
                status,
                pull.path("title").asText(),
                pull.path("base").path("ref").asText(),
                head,
                open && pull.path("mergeable").isBoolean()
                        ? Optional.of(pull.path("mergeable").asBoolean())
                        : Optional.empty(),
                open ? verdict(path) : Verdict.NONE,
                open ? checks("/repos/" + repository + "/commits/" + head) : Optional.empty());
    }

    /** The last word of each reviewer; a comment is none. */
    private Verdict verdict(String path) throws IOException {
        Map<String, String> last = new HashMap<>();
        for (JsonNode review : plain.list(path + "/reviews", "")) {
            String said = review.path("state").asText();
            if (BELONGING.contains(review.path("author_association").asText())
                    && Set.of("APPROVED", "CHANGES_REQUESTED", "DISMISSED").contains(said)) {
                last.put(review.path("user").path("login").asText(), said);
            }
        }
        return last.containsValue("CHANGES_REQUESTED")
                ? Verdict.CHANGES_REQUESTED
                : last.containsValue("APPROVED") ? Verdict.APPROVED : Verdict.NONE;
    }

    /** Check runs, and the statuses that came before them; a token may be kept from either. */
    private Optional<Checks> checks(String commit) throws IOException {
        var count = new Count();
        boolean runs =
                counted(
                        commit + "/check-runs",
                        "check_runs",
                        run -> count.add(run.path("conclusion").asText("")));
        boolean statuses =
                counted(
                        commit + "/status",
                        "statuses",
                        status -> count.add(status.path("state").asText("")));
        return runs || statuses
                ? Optional.of(new Checks(count.passed, count.failed, count.running))
                : Optional.empty();
    }

    private interface Counting {
        void add(JsonNode one);
    }

    private boolean counted(String path, String field, Counting counting) throws IOException {
        try {
            plain.list(path, field).forEach(counting::add);
            return true;
        } catch (IOException e) {
            if (Refused.in(e).orElse(null) instanceof Trouble.NotAllowed
                    || e instanceof GHFileNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static final class Count {
        private int passed;
        private int failed;
        private int running;

        void add(String outcome) {
            if (PASSED.contains(outcome)) {
                passed++;
            } else if (RUNNING.contains(outcome)) {
                running++;
            } else {
                failed++;
            }
        }
    }
}
