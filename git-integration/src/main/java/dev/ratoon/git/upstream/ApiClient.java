package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Requests to the API of a host: each over a connection of its own, to an address that was checked
 * after its name was resolved, once. No redirect is followed. Threads: any number.
 */
public final class ApiClient {
    private static final int LARGEST = 16 << 20;

    private final Dialer dialer;
    private final Duration toConnect;

    /**
     * A client.
     *
     * @param privateHosts names of hosts that may have private addresses
     * @param tls whom to trust as a host
     */
    public ApiClient(Set<String> privateHosts, SSLContext tls, Duration toConnect) {
        this.dialer =
                new Dialer(
                        UpstreamSettings.defaults()
                                .withPrivateHosts(privateHosts, tls)
                                .withTimeouts(toConnect, toConnect));
        this.toConnect = toConnect;
    }

    /** What came back; the body is as long as it was told, and not unpacked. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** No answer came. The message is for a person. */
    public static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String words, Throwable cause) {
            super(words, cause);
        }
    }

    /** Of this machine, by number or as everybody calls it: the only hosts for plain HTTP. */
    public static boolean isLoopback(URI address) {
        return Set.of("127.0.0.1", "[::1]", "localhost")
                .contains(String.valueOf(address.getHost()));
    }

    /** Asks, and is through with it in that time. */
    public Answer send(
            String method, URI url, Map<String, String> headers, byte[] body, Duration atMost)
            throws NoAnswer {
        try (Socket socket = connect(url)) {
            long end = System.nanoTime() + atMost.toNanos();
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(head(method, url, headers, body.length));
            out.write(body);
            out.flush();
            HttpAnswer answer = HttpAnswer.read(new Hurried(socket.getInputStream(), end));
            byte[] all = answer.body().readNBytes(LARGEST + 1);
            if (all.length > LARGEST) {
                throw new IOException("more than " + LARGEST + " bytes");
            }
            return new Answer(answer.status(), answer.headers(), all);
        } catch (GitTrouble trouble) {
            throw new NoAnswer(trouble.words(), trouble);
        } catch (SocketTimeoutException e) {
            throw new NoAnswer(url.getHost() + " answers too slowly: try again later.", e);
        } catch (IOException e) {
            throw new NoAnswer(
                    url.getHost() + " cannot be asked (" + e.getMessage() + "): try again later.",
                    e);
        }
    }

    private Socket connect(URI url) throws GitTrouble, IOException {
        String host = url.getHost();
        boolean plain = "http".equals(url.getScheme());
        int port = url.getPort() < 0 ? (plain ? 80 : 443) : url.getPort();
        if (!plain) {
            return dialer.dial(host.replaceAll("[\\[\\]]", ""), port);
        }
        InetAddress here = InetAddress.getByName(host);
        if (!isLoopback(url) || !here.isLoopbackAddress()) {
            throw new IOException("nothing protects plain http");
        }
        var socket = new Socket(Proxy.NO_PROXY);
        int timeout = Math.toIntExact(toConnect.toMillis());
        socket.connect(new InetSocketAddress(here, port), timeout);
        socket.setSoTimeout(timeout);
        return socket;
    }

    private static byte[] head(String method, URI url, Map<String, String> headers, int length) {
        var head = new StringBuilder(method).append(' ').append(url.getRawPath());
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
        field(head, "Host", url.getRawAuthority());
        field(head, "Connection", "close");
        headers.forEach((name, value) -> field(head, name, value));
        if (length > 0) {
            field(head, "Content-Length", Integer.toString(length));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void field(StringBuilder head, String name, String value) {
        if ((name + value).chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw new IllegalArgumentException("no header: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** A side that sends a byte now and then is no faster than one that stands still. */
    private static final class Hurried extends FilterInputStream {
        private final long end;

        Hurried(InputStream in, long end) {
            super(in);
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            inTime();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            inTime();
            return super.read(into, offset, length);
        }

        private void inTime() throws SocketTimeoutException {
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("too slow");
            }
        }
    }
}
