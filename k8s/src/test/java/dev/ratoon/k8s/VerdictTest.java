package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.SandboxOrder.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is tried, and what follows from what the canary's two sides say. */
class VerdictTest {
    private static final List<Tried> TRIED =
            List.of(
                    new Tried("the control plane", "tcp", new Address("10.96.0.77", 7080), true),
                    new Tried("the API server", "tcp", new Address("10.96.0.1", 443), false));
    private static final Verdict.Witnessed NOBODY = new Verdict.Witnessed(false, false);
    private static final Report GOOD = report("9 9 3900 reached", "9 0 -1 refused");

    @Test
    void allForbiddenIsShutAndAllAllowedIsOpen() {
        Proof proof = of(GOOD, GOOD, NOBODY);

        assertEquals(new Proof.Holds(Given.MADE, "sandboxes", 1, 1, Duration.ZERO), proof);
    }

    @Test
    void whatIsReachedAtTheEndIsOpenAndNamed() {
        Proof proof = of(GOOD, report("9 9 3900 reached", "9 9 3900 reached"), NOBODY);

        assertInstanceOf(Proof.Open.class, proof);
        assertTrue(proof.what().contains("the API server (10.96.0.1:443, tcp)"), proof.what());
        assertTrue(proof.nextStep().contains("network plugin"), proof.nextStep());
    }

    @Test
    void whatIsReachedAtFirstOnlyIsAPolicyThatIsLate() {
        Proof proof = of(GOOD, report("9 9 3900 reached", "9 1 220 silent"), NOBODY);

        assertEquals(Duration.ofMillis(221), assertInstanceOf(Proof.Holds.class, proof).late());
        assertTrue(proof.what().contains("221 ms"), proof.what());
    }

    @Test
    void whatWasReachedShortlyBeforeTheEndIsOpen() {
        assertInstanceOf(
                Proof.Open.class, of(GOOD, report("9 9 3900 reached", "9 5 1500 silent"), NOBODY));
    }

    @Test
    void whatIsAllowedAndNotReachedIsCut() {
        Proof proof = of(report("9 0 -1 refused", "9 0 -1 refused"), GOOD, NOBODY);

        assertInstanceOf(Proof.Cut.class, proof);
        assertTrue(proof.what().contains("10.96.0.77:7080"), proof.what());
    }

    @Test
    void openCountsMoreThanCutAndThanAReportThatIsMissing() {
        Report open = report("9 0 -1 refused", "9 9 3900 reached");

        assertInstanceOf(Proof.Open.class, of(open, open, NOBODY));
        assertInstanceOf(
                Proof.Open.class,
                Verdict.of(
                        Given.MADE,
                        "sandboxes",
                        TRIED,
                        List.of(Optional.of(open), Optional.empty()),
                        NOBODY));
    }

    @Test
    void aSideWithoutAReportProvesNothing() {
        assertInstanceOf(
                Proof.Unknown.class,
                Verdict.of(
                        Given.MADE,
                        "sandboxes",
                        TRIED,
                        List.of(Optional.of(GOOD), Optional.empty()),
                        NOBODY));
        assertInstanceOf(
                Proof.Unknown.class, Verdict.of(Given.MADE, "sandboxes", TRIED, List.of(), NOBODY));
    }

    @Test
    void whoCameAndSaysThatHeDidNotIsNotBelieved() {
        assertInstanceOf(Proof.Unknown.class, of(GOOD, GOOD, new Verdict.Witnessed(true, false)));
    }

    @Test
    void whoComesInFromOutsideIsAHole() {
        assertInstanceOf(Proof.Open.class, of(GOOD, GOOD, new Verdict.Witnessed(false, true)));
    }

    @Test
    void withoutAnythingThatMustBeReachedNothingIsProven() {
        List<Tried> shut = TRIED.subList(1, 2);
        var report = Optional.of(report("9 0 -1 refused"));

        assertInstanceOf(
                Proof.Unknown.class,
                Verdict.of(Given.MADE, "sandboxes", shut, List.of(report, report), NOBODY));
    }

    @Test
    void hostileAndBrokenReportsAreNone() {
        String good = "reach 1 run1\n0 9 9 3900 reached\n1 9 0 -1 refused\nend 4000\n";
        assertTrue(Report.read(good, "run1", 2).isPresent());
        for (String bad :
                List.of(
                        "",
                        "reach 1 run1\nend 4000\n",
                        good.substring(0, good.length() - 12),
                        good.replace("run1", "run0"),
                        good.replace("reach 1", "reach 2"),
                        good.replace("0 9 9", "1 9 9"),
                        good.replace("9 0 -1", "0 0 -1"),
                        good.replace("9 0 -1", "9 10 5"),
                        good.replace("9 0 -1", "9 1 -1"),
                        good.replace("9 0 -1", "9 0 5"),
                        good.replace("9 0 -1", "9 0 -2"),
                        good.replace("-1 refused", "-1 reached"),
                        good.replace("refused", "shut"),
                        good.replace("3900", "4001"),
                        good.replace("3900", "3900 1"),
                        good.replace("3900", "99999999999999999999"),
                        good.replace("end 4000", "end -4"),
                        good + good,
                        good.replace("1 9 0", "\u0661 9 0"))) {
            assertEquals(Optional.empty(), Report.read(bad, "run1", 2), bad);
        }
    }

    @Test
    void everythingThatTheThreatModelNamesIsTried() {
        List<String> words = Given.tried(Given.isolated()).stream().map(Tried::word).toList();

        assertEquals(
                List.of(
                        "open=tcp:10.96.0.77:7081",
                        "open=tcp:10.96.0.77:7082",
                        "shut=tcp:10.96.0.1:443",
                        "shut=tcp:10.1.0.9:40001",
                        "shut=tcp:10.1.0.12:7099",
                        "shut=tcp:192.168.0.3:10250",
                        "shut=tcp:192.168.0.3:10255",
                        "shut=tcp:169.254.169.254:80",
                        "shut=tcp:10.96.0.10:53",
                        "shut=udp:10.96.0.10:53",
                        "shut=tcp:169.254.20.10:53",
                        "shut=udp:169.254.20.10:53",
                        "shut=tcp:10.0.0.6:5432",
                        "shut=tcp:1.1.1.1:443"),
                words);
    }

    @Test
    void resolversOfThisProcessAloneAreNobodyElses() {
        assertEquals(
                List.of("10.96.0.10", "fd00::a"),
                Tried.resolvers(
                        "# nameserver 8.8.8.8\nsearch x\nnameserver 127.0.0.53\nnameserver"
                                + " 10.96.0.10\nnameserver\n nameserver\tfd00::a \n"));
    }

    private static Proof of(Report runner, Report hands, Verdict.Witnessed witnessed) {
        return Verdict.of(
                Given.MADE,
                "sandboxes",
                TRIED,
                List.of(Optional.of(runner), Optional.of(hands)),
                witnessed);
    }

    private static Report report(String... lines) {
        var text = new StringBuilder("reach 1 run1\n");
        IntStream.range(0, lines.length)
                .forEach(i -> text.append(i).append(' ').append(lines[i]).append('\n'));
        return Report.read(text.append("end 4000\n").toString(), "run1", lines.length)
                .orElseThrow();
    }
}
