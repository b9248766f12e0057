package dev.ratoon.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: which control plane, as whom, and how to answer. */
@Command(
        name = "ratoon",
        description = "Runs coding agents away from your machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, by the control plane or by this machine",
            "2:the command line is not understood",
            "3:no control plane answers",
            "4:not signed in",
            "125:exec could not reach or run the command; else exec ends as the command did",
        },
        synopsisSubcommandLabel = "VERB")
final class Ratoon {
    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The control plane; else RATOON_URL, else the one of this machine.")
    @Nullable String url;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The home of this machine's control plane; else RATOON_HOME.")
    @Nullable Path home;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A certificate authority to trust besides the system's (PEM).")
    @Nullable Path authority;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Answer with the API's own objects.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    boolean help;

    private final Surroundings around;

    Ratoon(Surroundings around) {
        this.around = around;
    }

    Surroundings around() {
        return around;
    }

    Output output() {
        return new Output(around, json);
    }

    Credentials credentials() {
        return new Credentials(around.credentials());
    }

    @Nullable Path homePath() {
        return home == null ? around.ratoonHome() : home;
    }

    @Nullable LocalServer local() {
        return LocalServer.find(homePath());
    }

    /** The control plane that is meant. */
    URI target() {
        String written = url == null ? around.variable("RATOON_URL") : url;
        if (written != null) {
            return Urls.base(written);
        }
        LocalServer local = local();
        if (local != null) {
            return Urls.base(local.url().toString());
        }
        Path place = homePath();
        throw new CommandFailure(
                Exit.UNREACHABLE,
                "Ratoon does not run here"
                        + (place == null
                                ? " (HOME is not set)."
                                : " (with the data in " + place + ")."),
                "./ratoon up, or name one elsewhere: --url URL");
    }

    /** The control plane that is meant, as the user that is meant. */
    Api api() {
        URI target = target();
        return api(target, token(target));
    }

    Api api(URI target, @Nullable String token) {
        return new Api(target, authority(target), token);
    }

    private @Nullable String token(URI target) {
        String given = around.variable("RATOON_TOKEN");
        if (given != null) {
            return given;
        }
        LocalServer local = local();
        if (local != null && local.isAt(target)) {
            String owner = local.ownerToken();
            if (owner != null) {
                return owner;
            }
        }
        return credentials().token(target);
    }

    private @Nullable Path authority(URI target) {
        if (authority != null || "http".equals(target.getScheme())) {
            return authority;
        }
        LocalServer local = local();
        return local != null && local.isAt(target) ? local.authority() : null;
    }
}
