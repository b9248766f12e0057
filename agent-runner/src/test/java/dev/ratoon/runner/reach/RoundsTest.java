package dev.ratoon.runner.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a canary reports. */
class RoundsTest {
    private static final Asked ASKED =
            Asked.of(List.of("open=tcp:10.96.0.77:7080", "shut=tcp:10.96.0.1:443"));

    private final Steps time = new Steps();

    @Test
    void itEndsWhenAllIsAsItShouldBeForAWhile() throws Exception {
        assertEquals(
                "reach 1 run\n0 6 6 1000 reached\n1 6 0 -1 refused\nend 1000\n",
                report(target -> target.port() == 443 ? How.REFUSED : How.REACHED));
    }

    @Test
    void whatWasReachedAtFirstOnlyStandsInItWithItsTime() throws Exception {
        String report =
                report(
                        target ->
                                target.port() == 443 && time.millis() >= 500
                                        ? How.SILENT
                                        : How.REACHED);

        assertTrue(report.contains("\n1 8 3 400 silent\n"), report);
    }

    @Test
    void withoutAPolicyItTriesToTheEndOfItsWindow() throws Exception {
        String report = report(_ -> How.REACHED);

        assertTrue(report.endsWith("end 5000\n"), report);
        assertTrue(report.contains("\n1 26 26 5000 reached\n"), report);
    }

    @Test
    void realListenersAreToldFromClosedPorts() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertEquals(How.REACHED, Target.of("tcp:127.0.0.1:" + port).attempt(2000));
        }
        assertEquals(How.REFUSED, Target.of("tcp:127.0.0.1:" + port).attempt(2000));
        assertEquals(How.REFUSED, Target.of("udp:127.0.0.1:" + port).attempt(2000));
    }

    @Test
    void whatIsNoAddressIsToldInWords() {
        for (String word : List.of("open=10.0.0.1:1", "open=tcp:1", "tcp:10.0.0.1:1")) {
            assertThrows(IllegalArgumentException.class, () -> Asked.of(List.of(word)), word);
        }
        assertEquals(new Target(true, "fd00::1", 443), Target.of("tcp:fd00::1:443"));
    }

    private String report(Function<Target, How> trying) throws Exception {
        return new Rounds(ASKED, trying, time).run("run", 5000, 1000);
    }
}
