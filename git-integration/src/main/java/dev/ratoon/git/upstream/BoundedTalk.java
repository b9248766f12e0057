package dev.ratoon.git.upstream;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a host says in git's packets, broken off where there is too much of what JGit keeps: the
 * list of branches and tags, and the words for people besides, of which an unfinished line is read
 * again with each packet. Objects stream through. Threads: one.
 */
final class BoundedTalk extends InputStream {
    /** About 250,000 branches and tags. */
    private static final int MOST = 16 << 20;

    private static final int MOST_ASIDE = 256 << 10;

    /** However short it is: so that the number of packets is bounded, too. */
    private static final int LEAST_OF_A_PACKET = 64;

    private static final int OBJECTS = 1;
    private static final int ASIDE = 2;
    private static final int HEAD = 4;

    private final InputStream in;
    private int head;
    private int headRead;
    private int packet;
    private boolean begins;
    private boolean isNoPacket;
    private long said;
    private long saidAside;

    BoundedTalk(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        int end = offset + Math.max(read, 0);
        // What is no packet is no list either: objects, or what JGit does not take.
        for (int at = offset; at < end && !isNoPacket; ) {
            at += packet == 0 ? head(into[at]) : payload(into[at], end - at);
        }
        return read;
    }

    private int head(byte one) {
        int digit = Character.digit(one, 16);
        isNoPacket = digit < 0;
        head = head << 4 | digit;
        headRead++;
        if (headRead == HEAD) {
            // Up to three are marks between packets.
            packet = Math.max(head - HEAD, 0);
            begins = true;
            head = 0;
            headRead = 0;
        }
        return 1;
    }

    private int payload(byte first, int there) throws IOException {
        if (begins) {
            begins = false;
            count(first);
        }
        int taken = Math.min(packet, there);
        packet -= taken;
        return taken;
    }

    private void count(byte first) throws IOException {
        int counts = Math.max(packet, LEAST_OF_A_PACKET);
        if (first == ASIDE) {
            saidAside += counts;
        } else if (first != OBJECTS) {
            said += counts;
        }
        if (said > MOST) {
            throw new IOException("it lists more than %d MiB".formatted(MOST >> 20));
        }
        if (saidAside > MOST_ASIDE) {
            throw new IOException("it says more than %d KiB besides".formatted(MOST_ASIDE >> 10));
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
