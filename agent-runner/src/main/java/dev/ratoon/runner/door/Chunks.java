package dev.ratoon.runner.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A body in chunks on its way through, up to its last chunk and no further. */
record Chunks(InputStream in, OutputStream out) {
    private static final int LONGEST_LINE = 1024;

    void copy() throws IOException {
        long size = -1;
        while (size != 0) {
            String line = line();
            String number = line.split(";", 2)[0].strip();
            if (!number.matches("[0-9A-Fa-f]{1,15}")) {
                throw new Head.Unfit("A chunk of the request has no size.");
            }
            size = Long.parseLong(number, 16);
            write(Long.toHexString(size));
            GatewayDoor.copy(in, out, size);
            if (size > 0) {
                if (!line().isEmpty()) {
                    throw new Head.Unfit("A chunk of the request is longer than it says.");
                }
                write("");
            }
        }
        // Trailers are of no use to a gateway.
        while (!line().isEmpty()) {}
        write("");
    }

    private void write(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() > LONGEST_LINE) {
                throw new Head.Unfit("A chunk of the request is cut off.");
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }
}
