package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** CONNECT: TLS to a host, on whatever port, which must be for it. */
final class Tunnel {
    /** So that a client is told, and not just left: access denied, internal error. */
    private static final byte[] DENIED = {21, 3, 1, 0, 2, 2, 49};

    private static final byte[] BROKEN = {21, 3, 1, 0, 2, 2, 80};

    private final Dialler dialler;
    private final Notes notes;
    private final InstantSource clock;
    private final Duration toAsk;

    Tunnel(Dialler dialler, Notes notes, InstantSource clock, Duration toAsk) {
        this.toAsk = toAsk;
        this.dialler = dialler;
        this.notes = notes;
        this.clock = clock;
    }

    void serve(Visit visit, Target target) throws IOException, Refused {
        visit.caller().mustReach(target);
        if (!target.literal()) {
            visit.use().lookUp(target.host(), clock.instant());
        }
        List<InetAddress> checked = dialler.checked(target, visit.use().lookups());
        visit.near()
                .getOutputStream()
                .write(
                        "HTTP/1.1 200 Connection established\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        try {
            go(visit, target, checked);
        } catch (Refused refused) {
            // After its 200 a client hears TLS only.
            notes.refused(
                    visit.caller().agent(),
                    target.host(),
                    target.port(),
                    refused.rule(),
                    refused.words());
            visit.near().getOutputStream().write(refused.rule() == Rule.AWAY ? BROKEN : DENIED);
        }
    }

    /** Nothing goes out, and nothing is dialled, before it is clear for whom it is. */
    private void go(Visit visit, Target target, List<InetAddress> checked)
            throws IOException, Refused {
        ClientHello hello;
        try (Watch _ = new Watch(toAsk, toAsk, visit.near())) {
            hello = ClientHello.read(visit.in());
        }
        hello.mustBeFor(target);
        try (Socket far = dialler.dial(target, checked)) {
            visit.watch().over(far);
            visit.watch().moved();
            carry(visit, far, hello.bytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            visit.noteUse(notes, target);
        }
    }

    private static void carry(Visit visit, Socket far, byte[] first)
            throws IOException, InterruptedException {
        visit.carriage().sent(first.length);
        far.getOutputStream().write(first);
        visit.carriage().both(visit.in(), visit.near(), far);
    }
}
