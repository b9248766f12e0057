package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose it is what the API server refuses, and what to do. */
class RefusalTest {
    @Test
    void aQuotaIsRoomThatMayCome() {
        SandboxTrouble trouble =
                trouble(403, "pods \"a\" is forbidden: exceeded quota: agents, requested: pods=1");

        assertEquals(Blame.CAPACITY, trouble.blame());
        assertTrue(trouble.nextStep().contains("quota"), trouble.nextStep());
    }

    @Test
    void anAdmissionPolicyIsForPeopleToChange() {
        SandboxTrouble trouble =
                trouble(403, "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\"");

        assertEquals(Blame.USER, trouble.blame());
        assertTrue(trouble.nextStep().contains("policy"), trouble.nextStep());
    }

    @Test
    void whatTheChartsPolicyRefusesIsToldToTheEnd() {
        String reason =
                "The container hands is of an image that is not allowed. Allowed: "
                        + "registry.example.com/ratoon/workspace:1, ".repeat(8)
                        + "registry.example.com/team/ (sandboxes.allowedImages and environmentImages of the chart).";

        SandboxTrouble trouble =
                trouble(
                        422,
                        "pods \"agent-a-1\" is forbidden: ValidatingAdmissionPolicy"
                                + " 'ratoon-ratoon-sandboxes' with binding"
                                + " 'ratoon-ratoon-sandboxes.ratoon-sandboxes' denied request: "
                                + reason);

        assertEquals(Blame.USER, trouble.blame());
        assertTrue(trouble.what().endsWith(reason), trouble.what());
        assertTrue(trouble.nextStep().contains("policy"), trouble.nextStep());
        assertTrue(trouble.nextStep().contains("value of the chart"), trouble.nextStep());
    }

    @Test
    void whatTheClusterSaysIsBounded() {
        assertTrue(trouble(422, "x".repeat(9000)).what().length() < 1200);
    }

    @Test
    void aMissingRightIsNamed() {
        SandboxTrouble trouble = trouble(403, "User \"x\" cannot patch resource \"pods\"");

        assertEquals(Blame.USER, trouble.blame());
        assertTrue(trouble.what().contains("cannot patch resource"), trouble.what());
        assertTrue(trouble.nextStep().contains("right"), trouble.nextStep());
    }

    @Test
    void aSilentServerMayComeBack() {
        assertEquals(Blame.EXTERNAL, trouble(0, "connection refused").blame());
        assertEquals(Blame.EXTERNAL, trouble(429, "too many").blame());
        assertEquals(Blame.EXTERNAL, trouble(503, "etcd").blame());
    }

    @Test
    void aPodHasAlwaysWallsAndNoFoldersOfTheControlPlane() {
        SandboxOrder usual = Given.order();

        assertEquals(
                Blame.USER,
                assertThrows(
                                SandboxTrouble.class,
                                () -> Fitting.check(with(usual, List.of(), true)))
                        .blame());
        assertEquals(
                Blame.USER,
                assertThrows(
                                SandboxTrouble.class,
                                () ->
                                        Fitting.check(
                                                with(
                                                        usual,
                                                        List.of(new Shared("/a", "/opt/a")),
                                                        false)))
                        .blame());
    }

    private static SandboxOrder with(SandboxOrder order, List<Shared> shared, boolean unconfined) {
        return new SandboxOrder(
                order.name(),
                order.firstKey(),
                order.control(),
                order.gateways(),
                order.size(),
                shared,
                unconfined);
    }

    private static SandboxTrouble trouble(int code, String message) {
        return new Refusal(code, message).trouble("Making the pod a", null);
    }
}
