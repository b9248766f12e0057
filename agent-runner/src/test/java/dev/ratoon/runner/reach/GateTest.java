package dev.ratoon.runner.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When a sandbox may begin. */
class GateTest {
    private static final Target CONTROL = Target.of("tcp:10.96.0.77:7080");
    private static final Target SERVER = Target.of("tcp:10.96.0.1:443");
    private static final Asked ASKED = Asked.of(List.of("open=" + CONTROL, "shut=" + SERVER));

    private final Steps time = new Steps();

    @Test
    void itOpensAtOnceWhereThePolicyHolds() {
        assertEquals(
                Optional.empty(),
                waited(target -> target.equals(CONTROL) ? How.REACHED : How.REFUSED));
        assertEquals(0, time.millis());
    }

    @Test
    void itWaitsWhileThePolicyIsLate() {
        assertEquals(
                Optional.empty(),
                waited(
                        target ->
                                target.equals(CONTROL) || time.millis() < 400
                                        ? How.REACHED
                                        : How.SILENT));
        assertEquals(400, time.millis());
    }

    @Test
    void aNetworkThatIsNotThereYetIsNoPolicyThatHolds() {
        // The way to everybody comes late, and the policy later still.
        assertEquals(
                Optional.empty(),
                waited(
                        target ->
                                time.millis() < 300
                                        ? How.UNREACHABLE
                                        : target.equals(CONTROL) || time.millis() < 600
                                                ? How.REACHED
                                                : How.REFUSED));
        assertEquals(600, time.millis());
    }

    @Test
    void withoutAPolicyItStaysShutAndSaysWhatIsReached() {
        assertEquals(Optional.of(SERVER), waited(_ -> How.REACHED));
        assertTrue(time.millis() >= Gate.LATEST);
    }

    @Test
    void whatLeaksIsNotMadeGoodByAControlPlaneThatIsAway() {
        assertEquals(
                Optional.of(SERVER),
                waited(target -> target.equals(SERVER) ? How.REACHED : How.REFUSED));
    }

    @Test
    void aControlPlaneThatIsAwayHoldsNobodyUpForever() {
        assertEquals(Optional.empty(), waited(_ -> How.SILENT));
        assertEquals(Gate.SILENCE, time.millis());
    }

    private Optional<Target> waited(Function<Target, How> trying) {
        return new Gate(ASKED, trying, time).await();
    }
}
