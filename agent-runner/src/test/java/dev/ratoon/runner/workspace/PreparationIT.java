package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.wire.Packets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a workspace's side whose processes are over before anything can be said to them. */
class PreparationIT {
    private static final Assignment ASSIGNMENT =
            new Assignment(
                    "a",
                    "main",
                    "b",
                    "true",
                    new Assignment.Harness("shell", List.of(), Map.of()),
                    null,
                    "auto",
                    false);

    @TempDir Path link;
    private final List<Reported> log = new ArrayList<>();

    @Test
    void aStepThatIsOverAtOnceHasSucceeded() throws Exception {
        prepare("", 0);
        assertEquals(
                List.of(
                        new Reported.WorkspacePreparing("clone"),
                        new Reported.WorkspacePreparing("setup"),
                        new Reported.WorkspacePrepared(null, "b")),
                log);
    }

    @Test
    void aCloneThatFailsSaysWhyInItsOwnWords() throws Exception {
        prepare("Cloning...\nfatal: remote error: There is no folder /x.\n", 128);
        assertEquals(
                new Reported.WorkspaceFailed(
                        "clone", 128, "git ended with exit code 128: There is no folder /x."),
                log.getLast());
    }

    private void prepare(String printed, int exit) throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(link.resolve(Hands.SOCKET)));
            Thread answering = Thread.ofVirtual().start(() -> answer(server, printed, exit));
            new Preparation(new Errand(Hands.at(link)), ledger(), Ways.NONE).run(ASSIGNMENT, false);
            answering.interrupt();
        }
    }

    private static void answer(ServerSocketChannel server, String printed, int exit) {
        try {
            while (true) {
                try (var packets = new Packets(server.accept())) {
                    packets.receive();
                    packets.send("{\"directory\":\"/\"}".getBytes(StandardCharsets.US_ASCII));
                    if (!printed.isEmpty()) {
                        byte[] bytes = printed.getBytes(StandardCharsets.UTF_8);
                        packets.send(new Frame.Bytes(bytes).bytes());
                    }
                    packets.send(new Frame.Exit(exit).bytes());
                }
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private Ledger ledger() {
        return new Ledger() {
            @Override
            public void report(Reported reported) {
                log.add(reported);
            }

            @Override
            public void show(Upstream.Chunk chunk) {}

            @Override
            public void sync() {}
        };
    }
}
