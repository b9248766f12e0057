package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Pace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.eclipse.jgit.util.io.InterruptTimer;
import org.eclipse.jgit.util.io.TimeoutOutputStream;

/**
 * One request to a host over a connection of its own. Written by hand because the JDK's clients
 * resolve a name themselves, after we checked it; here the checked address is the dialled one.
 */
final class HttpsCall implements AutoCloseable {
    private final URI address;
    private final SSLSocket socket;
    private final int stall;
    private final InterruptTimer timer = new InterruptTimer("git-host-stall");

    private HttpsCall(URI address, SSLSocket socket, int stall) {
        this.address = address;
        this.socket = socket;
        this.stall = stall;
    }

    static HttpsCall to(URI address, Dialer dialer) throws IOException {
        int port = address.getPort() < 0 ? 443 : address.getPort();
        SSLSocket socket = dialer.dial(host(address), port);
        return new HttpsCall(address, socket, socket.getSoTimeout());
    }

    private static String host(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * Sends the head; what is written from then on is the body, until it is closed. Without a
     * length among the headers it goes in chunks.
     */
    OutputStream begin(String method, String tail, Map<String, String> headers) {
        var head = new StringBuilder();
        head.append(method).append(' ').append(address.getRawPath()).append(tail);
        head.append(" HTTP/1.1\r\n");
        field(head, "Host", address.getRawAuthority());
        // Some hosts answer only what calls itself git.
        field(head, "User-Agent", "git/2.0 (Ratoon)");
        field(head, "Connection", "close");
        headers.forEach((name, value) -> field(head, name, value));
        boolean chunked = !method.equals("GET") && !headers.containsKey("Content-Length");
        if (chunked) {
            field(head, "Transfer-Encoding", "chunked");
        }
        try {
            var timed = new TimeoutOutputStream(socket.getOutputStream(), timer);
            timed.setTimeout(stall);
            OutputStream out = new BufferedOutputStream(timed, 32 << 10);
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            return new Body(out, chunked);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    HttpAnswer answer() {
        try {
            return HttpAnswer.read(socket.getInputStream());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void field(StringBuilder head, String name, String value) {
        if (value.chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw new IllegalArgumentException("no value of a header: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private GitTrouble broken(IOException e) {
        String what =
                switch (e) {
                    case Pace.TooSlow slow -> slow.words();
                    case SocketTimeoutException _ -> "stopped answering";
                    default -> "broke off (" + e.getMessage() + ")";
                };
        return GitTrouble.external(address.getHost() + " " + what + ": try again later.", e);
    }

    @Override
    public void close() throws IOException {
        timer.terminate();
        socket.close();
    }

    /** Does not close the connection, on which the answer is still to come. */
    private static final class Body extends OutputStream {
        private final OutputStream out;
        private final boolean chunked;

        Body(OutputStream out, boolean chunked) {
            this.out = out;
            this.chunked = chunked;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            if (chunked) {
                ascii(Integer.toHexString(length) + "\r\n");
            }
            out.write(from, offset, length);
            if (chunked) {
                ascii("\r\n");
            }
        }

        private void ascii(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (chunked) {
                ascii("0\r\n\r\n");
            }
            out.flush();
        }
    }
}
