package dev.ratoon.git.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Well-formed answers of git that do not end before much more was said than anybody can keep. */
final class Flood {
    private static final int BYTES = 200 << 20;

    /** Of bytes of a pack in one packet. */
    private static final int PACKET = 60_000;

    private Flood() {}

    /** Branches. */
    static void branches(HttpExchange exchange) throws IOException {
        OutputStream out = begin(exchange, "application/x-git-upload-pack-advertisement");
        out.write(ascii("001e# service=git-upload-pack\n0000"));
        for (int branch = 0; branch < BYTES / 64; branch++) {
            out.write(ascii("0040%s refs/heads/b%06d\n".formatted("1".repeat(40), branch)));
        }
        out.write(ascii("0000"));
    }

    /** Words for people, in front of the objects, without an end of a line. */
    static void words(HttpExchange exchange) throws IOException {
        OutputStream out = begin(exchange, "application/x-git-upload-pack-result");
        out.write(ascii("000dpackfile\n"));
        byte[] packet = ascii("0405\2" + "x".repeat(1024));
        for (int sent = 0; sent < BYTES; sent += packet.length) {
            out.write(packet);
        }
    }

    /** Whatever was asked for, this pack. */
    static void pack(HttpExchange exchange, byte[] pack) throws IOException {
        OutputStream out = begin(exchange, "application/x-git-upload-pack-result");
        out.write(ascii("000dpackfile\n"));
        for (int at = 0; at < pack.length; at += PACKET) {
            int some = Math.min(PACKET, pack.length - at);
            out.write(ascii("%04x\1".formatted(some + 5)));
            out.write(pack, at, some);
        }
        out.write(ascii("0000"));
    }

    private static OutputStream begin(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
