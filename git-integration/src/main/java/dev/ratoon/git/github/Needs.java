package dev.ratoon.git.github;

import dev.ratoon.git.github.Need.State;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Ratoon wants of a token. Scopes, and which of them hold which:
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
public final class Needs {
    private static final String REPOSITORIES =
            "read repositories, push agents' branches, open pull requests";
    private static final String WORKFLOWS =
            "push branches in which an agent changed files of .github/workflows";

    private Needs() {}

    /** What to ask for where no token is yet. */
    public static List<Need> ofNoToken() {
        return List.of(
                new Need("repo", REPOSITORIES, true, State.UNKNOWN, "not connected"),
                new Need("workflow", WORKFLOWS, false, State.UNKNOWN, "not connected"));
    }

    static List<Need> ofScopes(Set<String> scopes) {
        State repositories =
                scopes.contains("repo")
                        ? State.GRANTED
                        : scopes.contains("public_repo") ? State.PARTLY : State.MISSING;
        return List.of(
                new Need(
                        "repo",
                        REPOSITORIES,
                        true,
                        repositories,
                        switch (repositories) {
                            case GRANTED -> "";
                            case PARTLY -> "public repositories only";
                            case MISSING, UNKNOWN -> "only reading what is public works";
                        }),
                new Need(
                        "workflow",
                        WORKFLOWS,
                        false,
                        scopes.contains("workflow") ? State.GRANTED : State.MISSING,
                        scopes.contains("workflow") ? "" : "GitHub refuses such pushes"));
    }

    static List<String> beyond(Set<String> scopes) {
        var more = new TreeSet<>(scopes);
        more.removeAll(Set.of("repo", "public_repo", "workflow", "read:user", "read:org"));
        return List.copyOf(more);
    }

    /**
     * Of a fine-grained token, for which GitHub names no permissions: those that reading shows were
     * tried.
     *
     * @param tried the repository that they were tried on, or empty where there is none
     */
    static List<Need> ofPermissions(String tried, State contents, State pullRequests) {
        String on = tried.isEmpty() ? "no repository to try it on" : "tried on " + tried;
        String writing =
                "reading " + on + "; whether it may write, the first push or pull request shows";
        return List.of(
                new Need(
                        "Contents: Read and write",
                        "read repositories, push agents' branches",
                        true,
                        contents,
                        writing),
                new Need(
                        "Pull requests: Read and write",
                        "open pull requests",
                        true,
                        pullRequests,
                        writing),
                new Need(
                        "Workflows: Read and write",
                        WORKFLOWS,
                        false,
                        State.UNKNOWN,
                        "only such a push shows it"));
    }
}
