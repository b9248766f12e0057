package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a host, over any number of requests. JGit's transport speaks git and we speak
 * HTTP: what is no plain answer of git becomes words here. Threads: one.
 */
final class Host implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;
    private static final String RECEIVE = "git-receive-pack";

    private final Dialer dialer;
    private final Optional<Login.Password> login;
    private final List<HttpsCall> calls = new ArrayList<>();
    private URI address;

    Host(URI address, Optional<Login.Password> login, Dialer dialer) {
        this.address = address;
        this.login = login;
        this.dialer = dialer;
    }

    /** Closing it ends all connections. */
    Transport transport(@Nullable Repository into) {
        try {
            // Each request goes below our own address, whatever JGit thinks of where it is.
            var uri = new URIish("https://repository.invalid/");
            Transport transport = into == null ? Transport.open(uri) : Transport.open(into, uri);
            ((TransportHttp) transport).setHttpConnectionFactory(new HostConnections(this));
            return transport;
        } catch (URISyntaxException | IOException e) {
            throw GitTrouble.user(address + " is no address that git fetches from.", e);
        }
    }

    HttpAnswer get(String tail, Map<String, String> headers, String wanted) throws IOException {
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpsCall call = call();
            call.begin("GET", tail, with(headers)).close();
            HttpAnswer answer = call.answer();
            if (!Moved.is(answer)) {
                return checked(answer, wanted);
            }
            call.close();
            address = Moved.to(answer, address, tail);
        }
        throw GitTrouble.external(address.getHost() + " sends us round in circles.", null);
    }

    /** A request with a body, which the caller writes and closes before it asks for the answer. */
    HttpsCall post() throws IOException {
        return call();
    }

    private HttpsCall call() throws IOException {
        HttpsCall call = HttpsCall.to(address, dialer);
        calls.add(call);
        return call;
    }

    Map<String, String> with(Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        login.ifPresent(
                shown ->
                        all.put(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        (shown.user() + ":" + shown.secret())
                                                                .getBytes(
                                                                        StandardCharsets.UTF_8))));
        return all;
    }

    HttpAnswer checked(HttpAnswer answer, String wanted) throws IOException {
        if (answer.is(wanted)) {
            return answer;
        }
        if (wanted.contains(RECEIVE)) {
            throw HostTrouble.ofPush(answer, address, login);
        }
        throw HostTrouble.of(answer, address, login);
    }

    @Override
    public void close() throws IOException {
        for (HttpsCall call : calls) {
            call.close();
        }
    }
}
