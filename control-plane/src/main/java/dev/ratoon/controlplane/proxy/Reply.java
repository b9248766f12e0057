package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the gateway itself says to a sandbox. */
final class Reply {
    private static final int LONGEST_REASON = 300;
    private static final int MOST_UNHEARD = 64 << 10;
    private static final Duration TO_LEAVE = Duration.ofSeconds(2);

    private Reply() {}

    /** In the status line too: of an answer to CONNECT many programs show nothing else. */
    static void refuse(Socket near, Refused refused) throws IOException {
        byte[] body = (refused.words() + "\n").getBytes(StandardCharsets.UTF_8);
        String reason = refused.words().replaceAll("[^ -~]", "?");
        if (reason.length() > LONGEST_REASON) {
            reason = reason.substring(0, LONGEST_REASON);
        }
        String again = refused.seconds() > 0 ? "Retry-After: " + refused.seconds() + "\r\n" : "";
        String head =
                "HTTP/1.1 %d %s\r\nX-Ratoon-Rule: %s\r\n%sContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(
                                refused.status(),
                                reason,
                                refused.rule().word(),
                                again,
                                body.length);
        OutputStream out = near.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        leave(near);
    }

    /**
     * A socket that is closed with something unread loses our words: so it is read, for a while.
     */
    private static void leave(Socket near) throws IOException {
        near.shutdownOutput();
        long end = System.nanoTime() + TO_LEAVE.toNanos();
        InputStream in = near.getInputStream();
        byte[] unheard = new byte[4096];
        int left = MOST_UNHEARD;
        int read = 0;
        while (read >= 0 && left > 0) {
            left -= read;
            int millis = (int) ((end - System.nanoTime()) / 1_000_000);
            if (millis <= 0) {
                return;
            }
            near.setSoTimeout(millis);
            read = in.read(unheard);
        }
    }
}
