package dev.ratoon.git.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.kohsuke.github.GitHub;

/** Where a user can push and open pull requests: the repository itself, or a fork of it. */
final class Places {
    private static final Duration PACE = Duration.ofMillis(250);

    private final GitHub hub;
    private final Plain plain;
    private final Duration patience;

    /**
     * For one piece of work.
     *
     * @param patience for a fork that is being made
     */
    Places(GitHub hub, Plain plain, Duration patience) {
        this.hub = hub;
        this.plain = plain;
        this.patience = patience;
    }

    /** The library knows neither who may open pull requests nor that none may be opened. */
    Rights rights(String repository, Seen seen) throws IOException {
        JsonNode one = plain.get("/repos/" + repository);
        boolean isPrivate = one.path("private").asBoolean();
        Optional<String> weak = lacking(seen.grants(), isPrivate);
        Optional<String> closed =
                one.path("archived").asBoolean()
                        ? Optional.of("It is archived: it can be read only.")
                        : one.path("disabled").asBoolean()
                                ? Optional.of("GitHub has disabled it.")
                                : weak;
        boolean writes = one.path("permissions").path("push").asBoolean();
        return new Rights(
                one.path("full_name").asText(),
                one.path("clone_url").asText(),
                one.path("default_branch").asText(),
                isPrivate,
                one.path("archived").asBoolean(),
                closed.or(() -> writes ? Optional.empty() : Optional.of("You may only read it.")),
                closed.or(() -> noPulls(one, writes)),
                weak.isPresent() ? weak : noFork(one),
                Optional.of(one.path("parent").path("full_name").asText())
                        .filter(name -> !name.isEmpty()));
    }

    /** Of a classic token GitHub names the scopes. */
    private static Optional<String> lacking(Grants grants, boolean isPrivate) {
        Set<String> scopes = grants.scopes().orElse(Set.of("repo"));
        boolean enough = scopes.contains("repo") || (!isPrivate && scopes.contains("public_repo"));
        return enough ? Optional.empty() : Optional.of("The token lacks the scope repo.");
    }

    /** https://docs.github.com/en/rest/repos/repos#get-a-repository */
    private static Optional<String> noPulls(JsonNode one, boolean writes) {
        if (!one.path("has_pull_requests").asBoolean(true)) {
            return Optional.of("Pull requests are turned off there.");
        }
        return !writes
                        && one.path("pull_request_creation_policy")
                                .asText()
                                .equals("collaborators_only")
                ? Optional.of("Only its collaborators open pull requests there.")
                : Optional.empty();
    }

    private Optional<String> noFork(JsonNode one) throws IOException {
        if (one.path("private").asBoolean() && !one.path("allow_forking").asBoolean()) {
            return Optional.of("Its owner allows no forks of it.");
        }
        return one.path("owner").path("login").asText().equals(hub.getMyself().getLogin())
                ? Optional.of("It is your own.")
                : Optional.empty();
    }

    /** The one that is there, or one that GitHub makes now. */
    Fork fork(String repository) throws IOException {
        JsonNode of = plain.get("/repos/" + repository);
        String likely = hub.getMyself().getLogin() + "/" + of.path("name").asText();
        Optional<JsonNode> there =
                plain.find("/repos/" + likely)
                        .filter(one -> isFork(one, of.path("full_name").asText()));
        // If it is there under another name, GitHub answers with it, and makes none.
        JsonNode fork =
                there.isPresent()
                        ? there.get()
                        : plain.post(
                                "/repos/" + repository + "/forks",
                                Map.of("default_branch_only", true));
        return new Fork(
                fork.path("full_name").asText(), fork.path("clone_url").asText(), isReady(fork));
    }

    private static boolean isFork(JsonNode one, String of) {
        return one.path("fork").asBoolean()
                && (one.path("parent").path("full_name").asText(of).equalsIgnoreCase(of)
                        || one.path("source").path("full_name").asText().equalsIgnoreCase(of));
    }

    /** https://docs.github.com/en/rest/repos/forks#create-a-fork: it comes some time later. */
    private boolean isReady(JsonNode fork) throws IOException {
        String branch =
                URLEncoder.encode(fork.path("default_branch").asText(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
        String path = "/repos/" + fork.path("full_name").asText() + "/branches/" + branch;
        long end = System.nanoTime() + patience.toNanos();
        for (Duration pause = PACE; plain.find(path).isEmpty(); pause = pause.multipliedBy(2)) {
            if (System.nanoTime() + pause.toNanos() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
