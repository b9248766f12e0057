package dev.ratoon.controlplane.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first words of TLS, as a client says them: for whom they are.
 *
 * @param bytes all of it as it came, to be passed on
 * @param names that it asks for
 * @param hidden whether it has another one encrypted in it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ClientHello(byte[] bytes, List<String> names, boolean hidden) {
    private static final int LONGEST = 16 << 10;
    private static final int MOST_RECORDS = 8;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;
    private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

    /** Reads it and not a byte more. */
    static ClientHello read(InputStream in) throws IOException, Refused {
        var raw = new ByteArrayOutputStream();
        var message = new ByteArrayOutputStream();
        int wanted = 4;
        for (int records = 0; message.size() < wanted; records++) {
            byte[] head = exactly(in, 5);
            int length = (head[3] & 0xff) << 8 | (head[4] & 0xff);
            boolean fits = length > 0 && message.size() + length <= LONGEST;
            if (head[0] != HANDSHAKE || head[1] != 3 || !fits || records == MOST_RECORDS) {
                throw unreadable();
            }
            byte[] part = exactly(in, length);
            raw.write(head);
            raw.write(part);
            message.write(part);
            if (message.size() >= 4) {
                byte[] so = message.toByteArray();
                wanted = 4 + ((so[1] & 0xff) << 16 | (so[2] & 0xff) << 8 | (so[3] & 0xff));
                if (so[0] != CLIENT_HELLO || wanted > LONGEST) {
                    throw unreadable();
                }
            }
        }
        if (message.size() != wanted) {
            throw unreadable(); // what follows it in its record would pass unread
        }
        return parsed(raw.toByteArray(), ByteBuffer.wrap(message.toByteArray()));
    }

    private static ClientHello parsed(byte[] raw, ByteBuffer hello) throws Refused {
        try {
            hello.position(4 + 2 + 32);
            skip(hello, hello.get() & 0xff); // session
            skip(hello, hello.getShort() & 0xffff); // ciphers
            skip(hello, hello.get() & 0xff); // compression
            List<String> names = new ArrayList<>();
            boolean hidden = false;
            if (hello.hasRemaining()) {
                ByteBuffer extensions = part(hello);
                while (extensions.hasRemaining()) {
                    int type = extensions.getShort() & 0xffff;
                    ByteBuffer content = part(extensions);
                    hidden |= type == ENCRYPTED_CLIENT_HELLO;
                    if (type == SERVER_NAME) {
                        names(part(content), names);
                    }
                }
            }
            return new ClientHello(raw, List.copyOf(names), hidden);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static void names(ByteBuffer list, List<String> names) {
        while (list.hasRemaining()) {
            int kind = list.get() & 0xff;
            ByteBuffer name = part(list);
            byte[] text = new byte[name.remaining()];
            name.get(text);
            // Of no other kind is anything known, so that it is no name of ours.
            names.add(
                    kind == 0
                            ? new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)
                            : "");
        }
    }

    private static ByteBuffer part(ByteBuffer of) {
        int length = of.getShort() & 0xffff;
        ByteBuffer part = of.slice(of.position(), Math.min(length, of.remaining()));
        skip(of, length);
        return part;
    }

    private static void skip(ByteBuffer of, int bytes) {
        of.position(of.position() + bytes);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the client has left");
        }
        return bytes;
    }

    private static Refused unreadable() {
        return new Refused(
                Rule.NAME,
                400,
                "What was to go through CONNECT is not the beginning of TLS: the proxy passes TLS on,"
                        + " and plain HTTP when it is asked for http://...");
    }

    /** Throws unless it is for that host, openly and for no other. */
    void mustBeFor(Target target) throws Refused {
        if (hidden) {
            throw new Refused(
                    Rule.NAME,
                    403,
                    "TLS to "
                            + target.host()
                            + " hides a name in it (Encrypted Client Hello): switch that off in"
                            + " the client.");
        }
        List<String> wanted = target.literal() ? List.of() : List.of(target.host());
        if (!names.equals(wanted)) {
            throw new Refused(
                    Rule.NAME,
                    403,
                    "TLS to "
                            + target.host()
                            + (names.isEmpty()
                                    ? " does not say for which name it is (SNI)."
                                    : " is for another name (SNI).")
                            + " The two must be the same.");
        }
    }
}
