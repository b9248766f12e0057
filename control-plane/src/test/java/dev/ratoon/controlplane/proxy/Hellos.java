package dev.ratoon.controlplane.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** First words of TLS: those that the JDK says, and wrong ones. */
final class Hellos {
    private Hellos() {}

    /** For that name; for none without it. */
    static byte[] of(@Nullable String name) throws IOException, GeneralSecurityException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        if (name != null) {
            var parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            engine.setSSLParameters(parameters);
        }
        ByteBuffer out = ByteBuffer.allocate(32 << 10);
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The same in records of so many bytes. */
    static byte[] inRecords(String name, int size) throws IOException, GeneralSecurityException {
        byte[] whole = of(name);
        var out = new ByteArrayOutputStream();
        for (int at = 5; at < whole.length; at += size) {
            int length = Math.min(size, whole.length - at);
            out.write(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
            out.write(whole, at, length);
        }
        return out.toByteArray();
    }

    /** With an encrypted one in it. */
    static byte[] hiding(String name) {
        return made(extension(0, names(name)), extension(0xfe0d, new byte[] {0, 1, 2, 3}));
    }

    static byte[] twice(String one, String other) {
        return made(extension(0, names(one, other)));
    }

    private static byte[] made(byte[]... extensions) {
        byte[] all = and(extensions);
        byte[] body =
                and(
                        new byte[] {3, 3},
                        new byte[32],
                        new byte[] {0, 0, 2, 0x13, 1, 1, 0},
                        sized(all));
        byte[] message = and(new byte[] {1, 0}, sized(body));
        return and(new byte[] {22, 3, 1}, sized(message));
    }

    private static byte[] names(String... names) {
        byte[] all = {};
        for (String name : names) {
            all = and(all, new byte[] {0}, sized(name.getBytes(StandardCharsets.US_ASCII)));
        }
        return sized(all);
    }

    private static byte[] extension(int type, byte[] content) {
        return and(new byte[] {(byte) (type >> 8), (byte) type}, sized(content));
    }

    private static byte[] sized(byte[] content) {
        return and(new byte[] {(byte) (content.length >> 8), (byte) content.length}, content);
    }

    static byte[] and(byte[] first, byte one) {
        return and(first, new byte[] {one});
    }

    static byte[] and(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
