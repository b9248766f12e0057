package dev.ratoon.runner.websocket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A frame on its way to a server: one piece, masked. */
final class FrameOut {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private FrameOut() {}

    static ByteBuffer of(int opcode, byte[] payload, int mask) {
        ByteBuffer out = ByteBuffer.allocate(14 + payload.length);
        out.put((byte) (FINAL | opcode));
        if (payload.length < 126) {
            out.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            out.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            out.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        out.putInt(mask);
        masked(payload, mask, out);
        return out.flip();
    }

    private static void masked(byte[] payload, int mask, ByteBuffer out) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.BIG_ENDIAN);
        long eight = (mask & 0xffffffffL) << 32 | (mask & 0xffffffffL);
        while (in.remaining() >= 8) {
            out.putLong(in.getLong() ^ eight);
        }
        for (int i = 0; in.hasRemaining(); i++) {
            out.put((byte) (in.get() ^ (mask >>> (24 - 8 * (i & 3)))));
        }
    }
}
