package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One request of plain HTTP to a host, and its answer; a second one on the connection is not read.
 */
final class PlainHttp {
    static final String SCHEME = "http://";
    private static final int TLS = 443;

    private final Dialler dialler;
    private final Notes notes;
    private final InstantSource clock;

    PlainHttp(Dialler dialler, Notes notes, InstantSource clock) {
        this.dialler = dialler;
        this.notes = notes;
        this.clock = clock;
    }

    /** The host and port of {@code http://HOST/...}. */
    static Target target(Request request) throws Refused {
        String authority = request.target().substring(SCHEME.length()).split("[/?#]", 2)[0];
        Target target =
                Target.of(authority, 80)
                        .orElseThrow(() -> Refused.form("The address names no host."));
        String host = request.head().only("Host").orElse("");
        if (!Target.of(host, 80).equals(Optional.of(target))) {
            throw Refused.form("The header Host and the address name two hosts.");
        }
        return target;
    }

    /** From the first slash on. */
    static String path(Request request) {
        String after = request.target().substring(SCHEME.length());
        int slash = after.indexOf('/');
        return slash < 0 ? "/" : after.substring(slash).replaceFirst("#.*", "");
    }

    void serve(Visit visit, Target target) throws IOException, Refused {
        Request request = visit.request();
        if (request.only("CONNECT", "TRACE") || target.port() == TLS) {
            throw Refused.form("The proxy passes plain HTTP on, and TLS by CONNECT.");
        }
        long length = request.head().length();
        visit.caller().mustReach(target);
        if (!target.literal()) {
            visit.use().lookUp(target.host(), clock.instant());
        }
        List<InetAddress> checked = dialler.checked(target, visit.use().lookups());
        try (Socket far = dialler.dial(target, checked)) {
            visit.watch().over(far);
            pass(visit, target, far, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            visit.noteUse(notes, target);
        }
    }

    private static void pass(Visit visit, Target target, Socket far, long length)
            throws IOException, Refused, InterruptedException {
        byte[] head = head(visit.request(), target).getBytes(StandardCharsets.ISO_8859_1);
        visit.carriage().sent(head.length);
        OutputStream to = far.getOutputStream();
        to.write(head);
        if (visit.request().head().only("Expect").isPresent()) {
            visit.near()
                    .getOutputStream()
                    .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Thread body =
                Thread.ofVirtual()
                        .name("egress body")
                        .start(
                                () -> {
                                    try {
                                        visit.carriage().out(visit.in(), to, length);
                                    } catch (IOException e) {
                                        // A host may answer before it has read all.
                                        return;
                                    }
                                });
        try {
            visit.carriage().in(far.getInputStream(), visit.near().getOutputStream());
        } finally {
            Watch.quietly(far);
            visit.near().shutdownInput();
            body.join();
        }
        visit.near().shutdownOutput();
    }

    private static String head(Request request, Target target) {
        var head = new StringBuilder(request.method()).append(' ').append(path(request));
        head.append(" HTTP/1.1\r\nHost: ").append(target.authority(80)).append("\r\n");
        for (Head.Field field : request.head().endToEnd()) {
            if (!field.is("Expect") && !field.is("Host")) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }
}
