package dev.ratoon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import picocli.CommandLine.Command;

@Command(name = "version", description = "The versions of the client and of the control plane.")
final class VersionCommand extends Verb {
    @Override
    void run() {
        ObjectNode versions = Json.object("client", own());
        String server;
        try {
            Api api = api();
            String version = api.get("/api/status").path("version").asText();
            versions.put("server", version);
            server = version + " at " + api.url();
        } catch (CommandFailure failure) {
            // The client's own version is what was asked for first: that is no reason to fail.
            versions.putNull("server");
            server = "unknown. " + failure.getMessage();
        }
        String shown = Output.printable(server);
        output().show(versions, answer -> "client " + own() + "\nserver " + shown);
    }

    static String own() {
        return Objects.requireNonNullElse(
                VersionCommand.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
