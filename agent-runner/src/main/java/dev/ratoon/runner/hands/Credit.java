package dev.ratoon.runner.hands;

import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.runner.wire.Packets;
import java.io.IOException;

/** Gives credit back for bytes that have gone on, not for each few. Threads: any. */
final class Credit {
    private static final int WORTH_IT = Protocol.WINDOW / 4;

    private final Packets packets;
    private int owed;

    Credit(Packets packets) {
        this.packets = packets;
    }

    /**
     * @param now whether the other side may be waiting for it
     */
    void used(int bytes, boolean now) throws IOException {
        int grant = due(bytes, now);
        if (grant > 0) {
            packets.send(new Frame.Credit(grant).bytes());
        }
    }

    private synchronized int due(int bytes, boolean now) {
        owed += bytes;
        int due = now || owed >= WORTH_IT ? owed : 0;
        owed -= due;
        return due;
    }
}
