package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections on which nobody says what it wants: of whom is not known yet. */
class SlowRequestsIT {
    private static final String HALF = "GET /git/repository.git/info/refs HTT";
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final List<Socket> open = new ArrayList<>();
    private Process gateway;
    private int port;

    @BeforeEach
    void aGateway() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.add(GatewayAlone.class.getName());
        gateway =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        port = Integer.parseInt(gateway.inputReader(StandardCharsets.US_ASCII).readLine());
    }

    @AfterEach
    void end() throws Exception {
        for (Socket one : open) {
            one.close();
        }
        gateway.outputWriter(StandardCharsets.US_ASCII).close();
        gateway.waitFor();
    }

    @Test
    void aRequestThatDoesNotComeIsHungUpOn() throws Exception {
        Socket half = said(HALF);
        assertEquals(0, answerWithin(half, 20_000), "it is told nothing, and hung up on");
    }

    @Test
    void soManyConnectionsAreHeldAndNoMoreUntilTheyLeave() throws Exception {
        for (int i = 0; i < GatewayAlone.CONNECTIONS; i++) {
            said("");
        }
        // Some of them may not have been taken in yet, though their own side thinks so.
        Waiting.until(() -> answerWithin(said(WHOLE), 10_000) == 0);
        for (Socket one : open) {
            one.close();
        }
        Waiting.until(() -> answerWithin(said(WHOLE), 10_000) > 0);
    }

    private Socket said(String words) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** How many bytes came before the other side ended it, or before it went on after a byte. */
    private static int answerWithin(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Math.max(0, socket.getInputStream().read(new byte[1]));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("it is held on for ever", e);
        } catch (IOException reset) {
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset::toString);
            return 0;
        }
    }
}
