package dev.ratoon.git.upstream;

import dev.ratoon.git.AddressRules;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Connects to public hosts. A name is resolved once, every address that it has is checked, and a
 * checked one is dialled; the certificate must be for the name.
 */
final class Dialer {
    private final UpstreamSettings settings;
    private final AddressRules rules;

    Dialer(UpstreamSettings settings) {
        this.settings = settings;
        this.rules = new AddressRules(settings.refusedNetworks());
    }

    SSLSocket dial(String host, int port) {
        GitTrouble last = GitTrouble.user("The name " + host + " has no address.");
        for (InetAddress address : checked(host)) {
            try {
                return secured(connected(address, port), host, port);
            } catch (Pace.TooSlow e) {
                last = GitTrouble.external(host + " " + e.words() + ": try again later.", e);
            } catch (SocketTimeoutException e) {
                last = GitTrouble.external(host + " does not answer: try again later.", e);
            } catch (SSLException e) {
                throw GitTrouble.external(
                        host
                                + " has no certificate that this machine trusts for that name: "
                                + e.getMessage(),
                        e);
            } catch (IOException e) {
                last =
                        GitTrouble.external(
                                host + " cannot be reached (" + e.getMessage() + "): try later.",
                                e);
            }
        }
        throw last;
    }

    /** Where the host is, if all of it may be dialled. */
    InetAddress[] checked(String host) {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw GitTrouble.user("The name " + host + " is not known: check the address.", e);
        }
        if (!settings.privateHosts().contains(host)) {
            for (InetAddress address : all) {
                Optional<String> refusal = rules.refusal(address);
                if (refusal.isPresent()) {
                    throw GitTrouble.user(
                            "%s has the address %s, which is %s: Ratoon fetches from public hosts"
                                            .formatted(
                                                    host, address.getHostAddress(), refusal.get())
                                    + " only, and from those that its operator names.");
                }
            }
        }
        return all;
    }

    private PacedSocket connected(InetAddress address, int port) throws IOException {
        var socket = new PacedSocket(Pace.ofHandshake(settings.connectTimeout()));
        try {
            int timeout = Math.toIntExact(settings.connectTimeout().toMillis());
            socket.connect(new InetSocketAddress(address, port), timeout);
            socket.setSoTimeout(timeout);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocket secured(PacedSocket plain, String host, int port) throws IOException {
        try {
            var socket =
                    (SSLSocket)
                            settings.tls().getSocketFactory().createSocket(plain, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.setSoTimeout(Math.toIntExact(settings.stallTimeout().toMillis()));
            plain.goOn(Pace.of(settings.stallTimeout()));
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }
}
