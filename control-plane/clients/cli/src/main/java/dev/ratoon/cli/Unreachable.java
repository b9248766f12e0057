package dev.ratoon.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why there was no answer, as a failure of the command. */
final class Unreachable {
    private Unreachable() {}

    static CommandFailure because(URI url, IOException e) {
        return switch (e) {
            case SSLException tls -> untrusted(url, tls);
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ ->
                    new CommandFailure(
                            Exit.UNREACHABLE, "Nothing answers at " + url + ".", "./ratoon up", e);
            case SocketTimeoutException _ -> failure(url + " did not answer in time.", e);
            default -> failure("The connection to " + url + " broke (" + e.getMessage() + ").", e);
        };
    }

    private static CommandFailure untrusted(URI url, SSLException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return new CommandFailure(
                    Exit.UNREACHABLE,
                    url + " shows a certificate for other names than " + url.getHost() + ".",
                    "Use a name that it is for: the one that ./ratoon up printed",
                    e);
        }
        if (said.contains("Unsupported or unrecognized SSL message")) {
            return new CommandFailure(
                    Exit.UNREACHABLE,
                    url + " does not speak https.",
                    "On this machine: http://; on others let it be started with ./ratoon up --tls",
                    e);
        }
        return new CommandFailure(
                Exit.UNREACHABLE,
                url + " shows a certificate that this machine does not trust.",
                "Name the authority that signed it: --ca FILE",
                e);
    }

    private static CommandFailure failure(String what, IOException e) {
        return new CommandFailure(
                Exit.UNREACHABLE, what, "Try again, and look at its log: ./ratoon logs", e);
    }
}
