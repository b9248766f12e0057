package dev.ratoon.git.upstream;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;

/** Gives JGit connections to one host, whatever it asks for. */
final class HostConnections implements HttpConnectionFactory2 {
    private final Host host;

    HostConnections(Host host) {
        this.host = host;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new HostConnection(host, url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url);
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            // Whom to trust is decided where we dial.
            @Override
            public HttpConnection configure(HttpConnection connection, boolean verified) {
                return connection;
            }

            @Override
            public void close() {
                try {
                    host.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }
}
