package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        description = {
            "Run a command in an agent's sandbox, with its input, outputs and exit code.",
            "Signals go to it; the fourth ends this client."
        })
@SuppressWarnings("NullAway.Init")
final class ExecCommand extends AgentVerb {
    @Option(
            names = {"-i", "--interactive"},
            description = "Give it this command's input.")
    boolean input;

    @Option(
            names = {"-t", "--tty"},
            description = "On a terminal of its own, with this one's input.")
    boolean terminal;

    @Option(
            names = {"-w", "--directory"},
            paramLabel = "DIR",
            description = "Where; else in the repository.")
    @Nullable String directory;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "After -- and as it is: no shell reads it.")
    List<String> command;

    private static final Set<String> SLEEPS =
            Set.of("paused", "queued", "provisioning", "setting-up");

    private int code;

    @Override
    int code() {
        return code;
    }

    @Override
    void run() {
        try {
            code = ended();
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.NO_EXEC,
                    "The stream to the command broke (" + e.getMessage() + ").",
                    "See whether the agent has a sandbox: ratoon show " + agent,
                    e);
        } catch (CommandFailure e) {
            // Else it could not be told from an exit code of the command.
            throw new CommandFailure(
                    e.exit() == Exit.USAGE ? Exit.USAGE : Exit.NO_EXEC,
                    String.valueOf(e.getMessage()),
                    e.nextStep(),
                    e.problem(),
                    e);
        }
    }

    private int ended() throws IOException {
        LocalTerminal here = terminal ? LocalTerminal.here() : null;
        if (terminal && here == null) {
            throw new CommandFailure(
                    Exit.USAGE, "The input is no terminal.", "Leave out -t, or give it one");
        }
        JsonNode found = found();
        String path = Agents.path(found, "exec");
        String state = Output.text(found, "state");
        if (ratoon().around().terminal() && SLEEPS.contains(state)) {
            output().aside("It is " + state + ": its sandbox has to start first.");
        }
        String ticket =
                api().post("/api/tickets", Json.object("path", path)).path("ticket").asText();
        try (var socket = new FrameSocket(api(), Paths.query(path, "ticket", ticket))) {
            socket.text(Json.compact(request()));
            var session = new ExecSession(socket, ratoon().around());
            session.forwardSignals();
            if (here == null) {
                session.forwardInput(input);
                return session.await();
            }
            try (here) {
                here.makeRaw();
                session.forwardSize();
                session.forwardInput(true);
                return session.await();
            }
        }
    }

    private JsonNode request() {
        ObjectNode request = Json.object("directory", directory);
        var words = request.putArray("command");
        command.forEach(words::add);
        if (terminal) {
            LocalTerminal.Size size = LocalTerminal.size();
            String kind = ratoon().around().variable("TERM");
            request.putObject("terminal")
                    .put("kind", Objects.requireNonNullElse(kind, "xterm"))
                    .put("columns", size.columns())
                    .put("rows", size.rows());
        }
        return request;
    }
}
