package dev.ratoon.controlplane.egress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one nameserver of a test's internet, on a port of this machine, and who asks it. It counts
 * each datagram that comes, and may say another address each time that it is asked.
 */
final class NameserverOfTest implements AutoCloseable {
    private static final int A = 1;
    private static final int AAAA = 28;

    private final DatagramSocket door;
    private final Map<String, List<InetAddress>> turns = new ConcurrentHashMap<>();

    /** What was asked, {@code NAME A}; what is no question is {@code ?}. */
    private final List<String> asked = new ArrayList<>();

    NameserverOfTest() throws IOException {
        door = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("nameserver of a test").start(this::answer);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on, one after the other; the last one stays. */
    synchronized void means(String name, InetAddress... turns) {
        asked.removeIf((name + " A")::equals);
        this.turns.put(name, List.of(turns));
    }

    /** How often somebody wanted to know where a name is. */
    synchronized int asked(String name) {
        return (int) asked.stream().filter((name + " A")::equals).count();
    }

    /** How many names below that one were asked for. */
    synchronized int askedBelow(String name) {
        return (int) asked.stream().filter(one -> one.endsWith("." + name + " A")).count();
    }

    /** All that came. */
    synchronized int datagrams() {
        return asked.size();
    }

    private void answer() {
        byte[] buffer = new byte[1500];
        while (!door.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                door.receive(packet);
                byte[] said = answer(Arrays.copyOf(buffer, packet.getLength()));
                door.send(new DatagramPacket(said, said.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return; // it is closed
            }
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        if (question.length < 17) {
            note("?");
            return question;
        }
        var in = new DataInputStream(new ByteArrayInputStream(question, 12, question.length - 12));
        String name = name(in);
        int type = in.readUnsignedShort();
        InetAddress address = note(name, type);
        boolean fits = address != null && (type == AAAA) == (address instanceof Inet6Address);
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        data.write(question, 0, 2);
        data.writeShort(address == null ? 0x8583 : 0x8580);
        data.writeShort(1);
        data.writeShort(fits ? 1 : 0);
        data.writeInt(0);
        data.write(question, 12, question.length - 12);
        if (fits) {
            data.writeShort(0xc00c);
            data.writeShort(type);
            data.writeShort(1);
            data.writeInt(0);
            data.writeShort(address.getAddress().length);
            data.write(address.getAddress());
        }
        return out.toByteArray();
    }

    private synchronized void note(String what) {
        asked.add(what);
    }

    /** Where it is this time; null of a name that there is not. */
    private synchronized @Nullable InetAddress note(String name, int type) {
        asked.add(name + (type == A ? " A" : " AAAA"));
        List<InetAddress> all = turns.get(name);
        return all == null ? null : all.get(Math.min(asked(name), all.size()) - 1);
    }

    private static String name(DataInputStream in) throws IOException {
        List<String> labels = new ArrayList<>();
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            labels.add(new String(in.readNBytes(length), StandardCharsets.US_ASCII));
        }
        return String.join(".", labels);
    }

    /** As a resolver asks: for both kinds of addresses. */
    List<InetAddress> lookUp(String name) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        try {
            for (int type : new int[] {A, AAAA}) {
                byte[] said = ask(name, type);
                boolean has = said[7] == 1;
                int length = type == A ? 4 : 16;
                if (has) {
                    byte[] raw = Arrays.copyOfRange(said, said.length - length, said.length);
                    // One that maps to IPv4 stays what it is, as the system's resolver has it.
                    all.add(
                            type == A
                                    ? InetAddress.getByAddress(raw)
                                    : Inet6Address.getByAddress(null, raw, -1));
                }
            }
        } catch (IOException e) {
            throw new UnknownHostException(name + ": " + e.getMessage());
        }
        if (all.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return all;
    }

    private byte[] ask(String name, int type) throws IOException {
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        data.write(new byte[] {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            data.writeByte(label.length());
            data.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.writeByte(0);
        data.writeShort(type);
        data.writeShort(1);
        byte[] question = out.toByteArray();
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            socket.connect(door.getLocalSocketAddress());
            socket.send(new DatagramPacket(question, question.length));
            var answer = new DatagramPacket(new byte[1500], 1500);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
