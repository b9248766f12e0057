package dev.ratoon.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * One request to a host over a connection of its own. Written by hand because the JDK's clients
 * resolve a name themselves, after we checked it; here the checked address is the dialled one.
 */
final class HttpsCall implements AutoCloseable {
    private final URI address;
    private final SSLSocket socket;
    private final Conversation talk;

    private HttpsCall(URI address, SSLSocket socket, Conversation talk) {
        this.address = address;
        this.socket = socket;
        this.talk = talk;
    }

    static HttpsCall to(URI address, Dialer dialer, Conversation talk) throws GitTrouble {
        int port = address.getPort() < 0 ? 443 : address.getPort();
        return new HttpsCall(address, dialer.dial(host(address), port), talk);
    }

    private static String host(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    HttpAnswer get(String tail) throws GitTrouble {
        try {
            OutputStream out = new BufferedOutputStream(talk.timed(socket.getOutputStream()));
            out.write(
                    head("GET", tail)
                            .append("\r\n")
                            .toString()
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return HttpAnswer.read(socket.getInputStream());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Sends on the body of the conversation, packed as it came. */
    HttpAnswer post(String tail) throws GitTrouble, IOException {
        Optional<String> length =
                talk.header("Content-Length").filter(value -> value.matches("[0-9]{1,18}"));
        StringBuilder head = head("POST", tail);
        field(head, "Content-Type", "application/x-git-upload-pack-request");
        talk.header("Content-Encoding")
                .filter(value -> value.matches("x-gzip|gzip"))
                .ifPresent(value -> field(head, "Content-Encoding", value));
        if (length.isPresent()) {
            field(head, "Content-Length", length.get());
        } else {
            field(head, "Transfer-Encoding", "chunked");
        }
        try {
            OutputStream out =
                    new BufferedOutputStream(talk.timed(socket.getOutputStream()), 32 << 10);
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            sendBody(out, length.isEmpty());
            out.flush();
        } catch (BoundedInput.TooLarge e) {
            throw new GitTrouble(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw broken(e);
        }
        try {
            return HttpAnswer.read(socket.getInputStream());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void sendBody(OutputStream out, boolean chunked) throws IOException {
        InputStream in = talk.rawBody();
        byte[] some = new byte[16 << 10];
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
            if (chunked && n > 0) {
                out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(some, 0, n);
            if (chunked && n > 0) {
                out.write(new byte[] {'\r', '\n'});
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private StringBuilder head(String method, String tail) {
        var head = new StringBuilder();
        head.append(method).append(' ').append(address.getRawPath()).append(tail);
        head.append(" HTTP/1.1\r\n");
        field(head, "Host", address.getRawAuthority());
        field(
                head,
                "User-Agent",
                "git/2.0 (Ratoon)"); // some hosts answer only what calls itself git
        field(head, "Accept", "*/*");
        field(head, "Connection", "close");
        talk.header("Accept-Encoding")
                .filter(value -> value.matches("[a-z, ]{1,64}"))
                .ifPresent(value -> field(head, "Accept-Encoding", value));
        if (!talk.protocol().isEmpty()) {
            field(head, "Git-Protocol", talk.protocol());
        }
        return head;
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private GitTrouble broken(IOException e) {
        return new GitTrouble(
                e instanceof SocketTimeoutException
                        ? address.getHost() + " stopped answering: try again later."
                        : address.getHost()
                                + " broke off ("
                                + e.getMessage()
                                + "): try again later.",
                e);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
