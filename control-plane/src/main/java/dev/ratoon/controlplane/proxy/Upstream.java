package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Asks registries: each time over a connection of its own, to a checked address. */
final class Upstream {
    private static final int MOST_REDIRECTS = 5;
    private static final List<String> PASSED_ON =
            List.of("Accept", "If-None-Match", "If-Modified-Since", "User-Agent");
    private static final int LONGEST_PASSED_ON = 512;

    private final Settings settings;
    private final Dialler dialler;

    /** Of registries, whoever asks them. */
    private final Semaphore lookups = new Semaphore(32);

    Upstream(Settings settings, Dialler dialler) {
        this.settings = settings;
        this.dialler = dialler;
    }

    /** What is done with an answer while its connection is open. */
    interface Listener {
        void hear(Answer answer) throws IOException, Refused;
    }

    void ask(Visit visit, Registry registry, Registry.Place first, Listener listener)
            throws IOException, Refused {
        Registry.Place place = first;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            Optional<Registry.Place> further = ask(visit, registry, place, first, listener);
            if (further.isEmpty()) {
                return;
            }
            place = further.get();
        }
        throw Refused.away("The registry " + registry.name() + " sends its readers in a circle.");
    }

    private Optional<Registry.Place> ask(
            Visit visit,
            Registry registry,
            Registry.Place place,
            Registry.Place first,
            Listener listener)
            throws IOException, Refused {
        try (Socket socket = connect(place)) {
            visit.watch().over(socket);
            byte[] head =
                    head(visit.request(), registry, place, first)
                            .getBytes(StandardCharsets.US_ASCII);
            visit.carriage().sent(head.length);
            socket.getOutputStream().write(head);
            Answer answer = answer(visit, registry, socket);
            visit.watch().moved();
            if (answer.status() >= 300 && answer.status() < 400 && answer.status() != 304) {
                return Optional.of(redirect(registry, place, answer.header("Location")));
            }
            listener.hear(answer);
            return Optional.empty();
        }
    }

    private static Answer answer(Visit visit, Registry registry, Socket socket) throws Refused {
        try {
            return Answer.read(socket.getInputStream(), !visit.request().only("HEAD"));
        } catch (IOException e) {
            throw Refused.away(
                    "The registry "
                            + registry.name()
                            + " does not answer as one ("
                            + e.getMessage()
                            + "): try again later.");
        }
    }

    private Socket connect(Registry.Place place) throws IOException, Refused {
        Target target = place.target();
        Socket plain = dialler.dial(target, dialler.checked(target, lookups));
        if (!place.tls()) {
            return plain;
        }
        try {
            plain.setSoTimeout(Math.toIntExact(Settings.TO_CONNECT.toMillis()));
            var socket =
                    (SSLSocket)
                            settings.tls()
                                    .getSocketFactory()
                                    .createSocket(plain, target.host(), target.port(), true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (SSLException e) {
            plain.close();
            throw Refused.away(
                    target.host()
                            + " has no certificate that the control plane trusts for that name: "
                            + e.getMessage());
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** Followed here: a sandbox could not, and must not learn of another place by it. */
    private static Registry.Place redirect(Registry registry, Registry.Place from, String location)
            throws Refused {
        try {
            URI base =
                    URI.create(
                            (from.tls() ? "https://" : "http://")
                                    + from.authority()
                                    + from.path().split("\\?", 2)[0]);
            URI to = base.resolve(URI.create(location)).normalize();
            boolean tls = "https".equals(to.getScheme());
            Optional<Target> target =
                    Target.of(String.valueOf(to.getRawAuthority()), tls ? 443 : 80)
                            .filter(registry::mayLeadTo)
                            .filter(_ -> tls || !registry.tls());
            if (target.isPresent() && to.getRawPath().startsWith("/")) {
                String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
                return new Registry.Place(
                        target.get(),
                        tls,
                        to.getRawPath() + query,
                        target.get().equals(registry.host()));
            }
        } catch (IllegalArgumentException e) {
            throw Refused.away("The registry " + registry.name() + " redirects to no address.");
        }
        throw Refused.away(
                "The registry "
                        + registry.name()
                        + " redirects to a host that is none of its own. If it is to be one, name it:"
                        + " ratoon.egress.registries."
                        + registry.name()
                        + ".hosts");
    }

    private static String head(
            Request request, Registry registry, Registry.Place place, Registry.Place first)
            throws Refused {
        var head =
                new StringBuilder(request.method() + " " + place.path() + " HTTP/1.1\r\nHost: ")
                        .append(place.authority())
                        .append("\r\nConnection: close\r\nAccept-Encoding: identity\r\n");
        for (String name : PASSED_ON) {
            pass(head, request, name);
        }
        // Of what is rewritten, a part has no meaning.
        if (registry.rewriting().isEmpty() || isFile(registry, first)) {
            pass(head, request, "Range");
        }
        if (place.own() && registry.authorization().isPresent()) {
            head.append("Authorization: ").append(registry.authorization().get()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static boolean isFile(Registry registry, Registry.Place place) {
        return switch (registry.kind()) {
            case NPM -> place.path().endsWith(".tgz");
            case PYPI -> place.path().startsWith("/packages/");
            case MAVEN, APT -> true;
        };
    }

    private static void pass(StringBuilder head, Request request, String name) throws Refused {
        Optional<String> value = request.head().only(name);
        if (value.isPresent()
                && value.get().length() <= LONGEST_PASSED_ON
                && value.get().matches("[ -~]*")) {
            head.append(name).append(": ").append(value.get()).append("\r\n");
        }
    }
}
