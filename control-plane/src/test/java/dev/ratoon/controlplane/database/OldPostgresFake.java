package dev.ratoon.controlplane.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** Says that it is PostgreSQL 14.2, and nothing more. */
final class OldPostgresFake {
    private OldPostgresFake() {}

    static void answer(ServerSocket server) {
        try (var socket = server.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            in.skipNBytes(in.readInt() - 4);
            message(out, 'R', 0, 0, 0, 0);
            parameter(out, "server_version", "14.2");
            parameter(out, "client_encoding", "UTF8");
            parameter(out, "integer_datetimes", "on");
            parameter(out, "standard_conforming_strings", "on");
            message(out, 'K', 0, 0, 0, 1, 0, 0, 0, 1);
            message(out, 'Z', 'I');
            for (int type = in.read(); type != 'X' && type >= 0; type = in.read()) {
                byte[] body = in.readNBytes(in.readInt() - 4);
                if (type == 'Q' || type == 'S') {
                    complete(out);
                } else if (type == 'P' && body.length > 0) {
                    message(out, '1');
                } else if (type == 'B') {
                    message(out, '2');
                } else if (type == 'E') {
                    message(out, 'C', 'S', 'E', 'T', 0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void complete(DataOutputStream out) throws IOException {
        message(out, 'Z', 'I');
    }

    private static void parameter(DataOutputStream out, String name, String value)
            throws IOException {
        var body = new ByteArrayOutputStream();
        body.write((name + '\0' + value + '\0').getBytes(StandardCharsets.US_ASCII));
        message(out, 'S', body.toByteArray());
    }

    private static void message(DataOutputStream out, char type, int... body) throws IOException {
        byte[] bytes = new byte[body.length];
        for (int n = 0; n < body.length; n++) {
            bytes[n] = (byte) body[n];
        }
        message(out, type, bytes);
    }

    private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
        out.write(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }
}
