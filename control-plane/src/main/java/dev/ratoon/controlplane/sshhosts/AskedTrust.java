package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are those of a host, as somebody says.
 *
 * @param repository any of the host, which the user's key is tried with
 * @param hostKeys each as {@code ssh-keyscan} has it behind the host's name
 */
record AskedTrust(@Nullable String repository, @Nullable List<@Nullable String> hostKeys) {
    static final int MOST_KEYS = 10;

    /**
     * Nothing before it, nothing but a comment behind it; of the kinds that hosts are asked for.
     */
    private static final Pattern LINE =
            Pattern.compile(
                    "(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/=]+"
                            + "(?: [ -~]*)?");

    static Source.Ssh address(@Nullable String repository) {
        return switch (RepositoryUrl.parse(repository == null ? "" : repository)) {
            case RepositoryUrl.Ssh(Source.Ssh at) -> at;
            case RepositoryUrl.Refused(String what, String next) ->
                    throw invalid(what + ". Next: " + next + ".");
            case RepositoryUrl.Https _ ->
                    throw invalid(
                            "That address is reached over https, with a user name and a secret:"
                                    + " ratoon git-host add URL --user NAME");
            case RepositoryUrl.Local _ ->
                    throw invalid(
                            "A folder needs no key. Name a repository of the host as"
                                    + " ssh://USER@HOST/PATH or USER@HOST:PATH.");
        };
    }

    List<SshPublicKey> keys() {
        List<@Nullable String> lines = hostKeys == null ? List.of() : hostKeys;
        if (lines.isEmpty() || lines.size() > MOST_KEYS) {
            throw invalid(
                    "hostKeys has between 1 and "
                            + MOST_KEYS
                            + " keys of the host. It is asked for them by: ratoon git-host add URL");
        }
        return lines.stream().map(AskedTrust::key).distinct().toList();
    }

    private static SshPublicKey key(@Nullable String line) {
        if (line == null || !LINE.matcher(line).matches()) {
            throw noKey();
        }
        try {
            return SshPublicKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw noKey();
        }
    }

    private static Failure noKey() {
        return invalid(
                "One of hostKeys is no public key of a host. Each is a line like ssh-ed25519"
                        + " AAAA..., of one of the kinds Ed25519, ECDSA and RSA.");
    }

    private static Failure invalid(String message) {
        return new Failure(ProblemType.INVALID, message);
    }
}
