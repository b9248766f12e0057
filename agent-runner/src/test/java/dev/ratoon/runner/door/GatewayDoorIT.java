package dev.ratoon.runner.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.runner.GitGatewayFake;
import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's door, and a workspace that knocks at it without end. */
class GatewayDoorIT {
    @TempDir Path directory;

    @Test
    void halfRequestsTakeNoMoreThanTheirPlacesAndGiveThemBack() throws Exception {
        Path socket = directory.resolve("gateways.sock");
        try (var door = Door.open(socket)) {
            new GatewayDoor(Map.of()).open(door);
            List<SocketChannel> halves = new ArrayList<>();
            for (int i = 0; i < GatewayDoor.AT_ONCE; i++) {
                halves.add(said(socket, "GET /git/x HT"));
            }
            awaitAnswer(socket, "HTTP/1.1 429");
            for (SocketChannel half : halves) {
                half.close();
            }
            awaitAnswer(socket, "HTTP/1.1 404");
        }
    }

    @Test
    void oneThatDoesNotSayWhatItWantsIsHungUpOnAndItsPlaceIsFree() throws Exception {
        Path socket = directory.resolve("gateways.sock");
        try (var door = Door.open(socket)) {
            new GatewayDoor(Map.of(), Duration.ofMillis(300)).open(door);
            List<SocketChannel> halves = new ArrayList<>();
            for (int i = 0; i < GatewayDoor.AT_ONCE; i++) {
                halves.add(said(socket, "GET /git/x HT"));
            }
            awaitAnswer(socket, "HTTP/1.1 404");
            for (SocketChannel half : halves) {
                half.close();
            }
        }
    }

    @Test
    void oneThatIsCutOffIsCutOffAtTheGatewayToo() throws Exception {
        Path socket = directory.resolve("gateways.sock");
        try (var gateway = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var door = Door.open(socket)) {
            Endpoint endpoint = Endpoint.of("tcp:127.0.0.1:" + gateway.getLocalPort());
            new GatewayDoor(Map.of("git", new GatewayDoor.Gateway(endpoint, () -> "Runner ours")))
                    .open(door);
            String half = "POST /git/x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";
            SocketChannel client = said(socket, half);
            try (Socket far = gateway.accept()) {
                far.setSoTimeout(10_000);
                client.close();
                byte[] passed = far.getInputStream().readAllBytes();
                String all = new String(passed, StandardCharsets.US_ASCII);
                assertTrue(all.endsWith("5\r\nab"), all);
            }
        }
    }

    /** Git asks first, on a connection that ends with the answer; it can send so much once only. */
    @Tag("long")
    @Test
    void pushesOfMoreThanAMebibyteGoThrough() throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        git(directory, "init", "-q", "--bare", "root/git/repository.git");
        git(work, "init", "-q");
        try (var gateway = new GitGatewayFake(directory.resolve("root"));
                var door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Endpoint endpoint = Endpoint.of(gateway.address());
            new GatewayDoor(Map.of("git", new GatewayDoor.Gateway(endpoint, () -> "Runner ours")))
                    .open(door);
            String url = "http://127.0.0.1:" + door.socket().getLocalPort() + "/git/repository.git";
            var random = new Random(7);
            for (int i = 0; i < 10; i++) {
                byte[] large = new byte[2 << 20];
                random.nextBytes(large);
                Files.write(work.resolve("large"), large);
                git(work, "add", "large");
                git(
                        work,
                        "-c",
                        "user.name=A",
                        "-c",
                        "user.email=a@x.invalid",
                        "commit",
                        "-qm",
                        "x");
                git(work, "push", "-q", url, "HEAD:refs/heads/" + i);
            }
        }
    }

    private static void git(Path in, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("no_proxy", "*");
        Process git = builder.start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), said);
    }

    private static void awaitAnswer(Path socket, String wanted) {
        long giveUpAt = System.nanoTime() + 10_000_000_000L;
        String answer = answer(socket);
        while (!answer.startsWith(wanted)) {
            assertTrue(System.nanoTime() < giveUpAt, answer);
            LockSupport.parkNanos(20_000_000);
            answer = answer(socket);
        }
    }

    private static String answer(Path socket) {
        try (SocketChannel channel = said(socket, "GET /none/x HTTP/1.1\r\n\r\n")) {
            byte[] all = Channels.newInputStream(channel).readAllBytes();
            return new String(all, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Refused before it had said what it wants.
            return String.valueOf(e.getMessage());
        }
    }

    private static SocketChannel said(Path socket, String words) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        Channels.newOutputStream(channel).write(words.getBytes(StandardCharsets.US_ASCII));
        return channel;
    }
}
