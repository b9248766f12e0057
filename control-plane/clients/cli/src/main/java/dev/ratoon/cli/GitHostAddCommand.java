package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Over https: keep a login that the host takes, sealed. Its secret, a token or a"
                    + " password, is read from the input or from a prompt without echo.",
            "Over ssh: trust the host by the keys that it shows, if it takes your key (`ratoon"
                    + " git-host key`)."
        })
@SuppressWarnings("NullAway.Init")
final class GitHostAddCommand extends Verb {
    /** Of a host that is asked several times. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Parameters(
            paramLabel = "URL",
            description =
                    "A repository of the host to try it with, for example"
                            + " https://git.example.com/team/app or git@git.example.com:team/app.")
    String repository;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Over https: the user name, as the host takes it from git.")
    @Nullable String user;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256:...",
            description = "Over ssh: trust this key of the host and no other, without asking.")
    @Nullable String fingerprint;

    @Option(names = "--yes", description = "Over ssh: trust all keys that the host shows now.")
    boolean yes;

    @Override
    void run() {
        if (isSsh(repository)) {
            trust();
        } else {
            keepLogin();
        }
    }

    /** As git tells the two ways to write it from all others: no slash before the colon. */
    static boolean isSsh(String address) {
        return address.strip()
                .toLowerCase(Locale.ROOT)
                .matches("(?:ssh|git\\+ssh|ssh\\+git)://.*|[^/:]*:(?!//).*");
    }

    private void keepLogin() {
        if (fingerprint != null || yes) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "--fingerprint and --yes are for addresses over ssh.",
                    "Leave them out: over https a certificate says which host it is");
        }
        if (user == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "Over https a host wants to know a user name.",
                    "ratoon git-host add URL --user NAME");
        }
        String secret =
                Secrets.read(ratoon().around(), "Token or password of " + user + " (not shown): ");
        JsonNode login = Json.object("repository", repository, "user", user, "secret", secret);
        output().show(
                        api().put(GitHostCommand.LOGINS, login, PATIENCE),
                        GitHostAddCommand::keptLogin);
    }

    private static String keptLogin(JsonNode kept) {
        return "The login of "
                + Output.text(kept, "user")
                + " for "
                + Output.text(kept, "host")
                + " is kept, sealed."
                + (kept.path("openToAll").asBoolean()
                        ? "\nThat repository is shown to everybody, so the host may not have"
                                + " looked at the login: try it with a private one to be sure."
                        : "");
    }

    private void trust() {
        if (user != null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "--user is for addresses over https: over ssh the address names the user.",
                    "Leave it out");
        }
        // Whoever has none is told so before he compares fingerprints.
        JsonNode _ = api().get(GitHostKeyCommand.PATH);
        ShownKeys shown =
                new ShownKeys(
                        api().get(
                                        Paths.query(
                                                GitHostCommand.SSH_HOSTS + "/keys",
                                                "repository",
                                                repository),
                                        PATIENCE));
        if (fingerprint != null) {
            shown = shown.only(fingerprint.strip());
        } else if (yes) {
            output().aside(shown.forPeople());
        } else {
            Confirmation.of(ratoon().around(), shown.forPeople(), "Nothing was kept.");
        }
        output().show(
                        api().put(GitHostCommand.SSH_HOSTS, shown.trustedFor(repository), PATIENCE),
                        GitHostAddCommand::trusted);
    }

    private static String trusted(JsonNode kept) {
        return Output.text(kept, "host")
                + " takes your key, and is trusted from now on by "
                + (kept.path("fingerprints").size() == 1 ? "that key." : "those keys.");
    }
}
