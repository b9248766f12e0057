package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.controlplane.runners.RunnerFake;
import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may be shown at the egress port for a credential, where the host is allowed. Nobody
 * reconciles: the test is the sandbox.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = OutsideStub.class, restrictToAnnotatedClass = true)
@TestProfile(EgressAttackIT.NobodyReconciles.class)
@SuppressWarnings("NullAway.Init")
class EgressAttackIT {
    private static final Duration GOOD = Duration.ofMinutes(15);

    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api,git,egress");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(OutsideOfTest.class);
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject RunnerListener listener;
    @Inject FirstKeys keys;
    @Inject MovableClock clock;
    @Inject Orders.Doors doors;
    @Inject OutsideOfTest outside;

    @ConfigProperty(name = "test.outside.plain")
    int plain;

    @ConfigProperty(name = "test.outside.tls")
    int tls;

    @TempDir Path directory;
    private final RunnerKey key = RunnerKey.fresh();
    private String agent;

    @BeforeEach
    void anAgentThatMayGoOut() throws Exception {
        var fleet = new Fleet(people.owner(), GitRepository.in(directory));
        agent = fleet.start("auto", "true");
        note(new ObservedEvent.SandboxWanted(1, clock.instant().plus(GOOD)));
        try (var runner = RunnerFake.dial(listener.address(), firstKey()).hello(key)) {
            runner.hears(ToRunner.Welcome.class);
        }
        for (int port : new int[] {plain, tls}) {
            Map<String, Object> host = Map.of("host", OutsideOfTest.WEB + ":" + port);
            String path = "/api/agents/" + agent + "/egress/allow";
            assertEquals(200, fleet.api().post(path, host).status());
        }
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        Consistency.check(log, agent);
    }

    @Test
    void a_credential_for_another_door_or_of_nobody_is_refused_and_nobody_is_dialled()
            throws Exception {
        String foreign =
                RunnerKey.fresh().sign(Audience.EGRESS, agent, 1, clock.instant()).header();
        assertRefused("Runner x", firstKey(), foreign);
        assertRefused(signed(Audience.GIT), signed(Audience.MODEL), signed(Audience.CONTROL));
        String own = signed(Audience.EGRESS);
        try (var _ = clock.forward(Duration.ofMinutes(16))) {
            assertRefused(own);
        }
        for (String way : ways(own)) {
            assertEquals("HTTP/1.1 200", said(way), way);
        }
    }

    @Test
    void one_of_a_sandbox_that_has_ended_is_refused_and_nobody_is_dialled() throws Exception {
        String own = signed(Audience.EGRESS);
        assertEquals("HTTP/1.1 200", said(ways(own).getFirst()));
        note(new ObservedEvent.SandboxEnded(1, "It is a test."));
        assertRefused(own, signed(Audience.EGRESS));
        note(new ObservedEvent.SandboxWanted(2, clock.instant().plus(GOOD)));
        assertRefused(own, signed(Audience.EGRESS));
    }

    private void assertRefused(String... credentials) throws IOException {
        int before = outside.nameserver.datagrams();
        for (String credential : credentials) {
            for (String way : ways(credential)) {
                assertEquals("HTTP/1.1 407", said(way), way);
            }
        }
        assertEquals(before, outside.nameserver.datagrams());
    }

    /** Over HTTP, into a tunnel and to a registry. */
    private List<String> ways(String credential) {
        String head = " HTTP/1.1\r\nHost: ";
        String shown = "\r\nProxy-Authorization: " + credential + "\r\n\r\n";
        String web = OutsideOfTest.WEB + ":" + plain;
        String secure = OutsideOfTest.WEB + ":" + tls;
        return List.of(
                "GET http://" + web + "/hello" + head + web + shown,
                "CONNECT " + secure + head + secure + shown,
                "GET /registry/npm/tiny" + head + "gateway" + shown.replace("Proxy-", ""));
    }

    private String said(String request) throws IOException {
        int port = doors.gateways().get("egress").port();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] some = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(some, StandardCharsets.US_ASCII);
        }
    }

    private String firstKey() {
        return "Sandbox " + agent + ".1." + keys.of(UUID.fromString(agent), 1);
    }

    private String signed(Audience audience) {
        return key.sign(audience, agent, 1, clock.instant()).header();
    }

    private void note(ObservedEvent event) {
        log.append(UUID.fromString(agent), _ -> List.of(NewEvent.of(event)));
    }
}
