package dev.ratoon.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the launcher does itself; here so that help and completion know it. */
final class LauncherVerbs {
    private LauncherVerbs() {}

    static CommandFailure elsewhere(String verb) {
        return new CommandFailure(
                Exit.USAGE,
                "The launcher does '" + verb + "', not the client.",
                "./ratoon " + verb + ", where Ratoon's sources are");
    }

    @Command(name = "up", description = "Start the control plane on this machine.")
    static final class Up extends Verb {
        @Option(names = "--detach", description = "Return when it is ready.")
        boolean detach;

        @Option(names = "--port", paramLabel = "PORT", description = "Listen here (7070).")
        @Nullable Integer port;

        @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen at this address.")
        @Nullable String host;

        @Option(
                names = "--database-url",
                paramLabel = "URL",
                description = "Use this PostgreSQL instead of the embedded one.")
        @Nullable String databaseUrl;

        @Option(names = "--tls", description = "Serve https, by an authority of its own.")
        boolean tls;

        @Option(names = "--tls-cert", paramLabel = "FILE", description = "Serve https with this.")
        @Nullable Path tlsCertificate;

        @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of --tls-cert.")
        @Nullable Path tlsKey;

        @Option(names = "--no-browser", description = "Do not open the browser.")
        boolean noBrowser;

        @Option(
                names = "--demo",
                description = "Begin with two agents that work on a sample repository.")
        boolean demo;

        @Option(names = "--log-json", description = "Log as JSON to the standard output.")
        boolean logJson;

        @Override
        void run() {
            throw elsewhere("up");
        }
    }

    @Command(name = "down", description = "End the control plane of this machine.")
    static final class Down extends Verb {
        @Override
        void run() {
            throw elsewhere("down");
        }
    }
}
