package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.proxy.Canary;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What hostile code in a real sandbox tries at its way out, where the host is allowed: canaries on
 * this machine stay silent, and the nameserver counts what it is asked.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = OutsideStub.class, restrictToAnnotatedClass = true)
@TestProfile(EgressFromSandboxIT.Outside.class)
class HostileEgressIT {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ncaged";

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject OutsideOfTest outside;

    @ConfigProperty(name = "test.outside.plain")
    int plain;

    @ConfigProperty(name = "test.outside.tls")
    int tls;

    @TempDir Path directory;
    private final String environment = "e" + Long.toString(System.nanoTime(), 36);
    private final List<Canary> canaries = new ArrayList<>();
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWhole() throws Exception {
        for (Canary canary : canaries) {
            canary.close();
        }
        Consistency.check(log, agent);
        fleet.api().delete("/api/agents/" + agent);
        fleet.api().delete("/api/environments/" + environment);
    }

    @Test
    void noAllowedNameLeadsInside() throws Exception {
        var inside = canary("0.0.0.0", 0);
        String port = ":" + inside.port();
        var addresses =
                Map.of(
                        "loopback", InetAddress.ofLiteral("127.0.0.1"),
                        "six", InetAddress.ofLiteral("::1"),
                        "mapped", mapped(127, 0, 0, 1),
                        "metadata", InetAddress.ofLiteral("169.254.169.254"),
                        "private", InetAddress.ofLiteral("10.0.0.7"),
                        "mine", InetAddress.getLocalHost());
        addresses.forEach((name, it) -> outside.nameserver.means(name + ".evil.example", it));
        works(
                List.of("*.evil.example" + port, "*.evil.example"),
                """
                for n in %1$s; do curl -sS -m 20 http://$n.evil.example%2$s/; \
                curl -skS -m 20 https://$n.evil.example%2$s/; done 2>&1
                curl -sS -m 20 http://metadata.evil.example/latest/meta-data/ 2>&1
                curl -sS -m 5 --noproxy '*' http://127.0.0.1%2$s/ 2>&1
                """
                        .formatted(String.join(" ", addresses.keySet()), port));

        String said = fleet.printed(agent);
        assertFalse(said.contains("caged"), said);
        assertEquals(0, inside.connections());
        for (String name : addresses.keySet()) {
            String host = name + ".evil.example";
            JsonNode event = refused("address", host).getFirst();
            String words = event.path("words").asText();
            assertTrue(words.startsWith(host + " has the address "), words);
            boolean namable = addresses.get(name).isSiteLocalAddress();
            assertEquals(namable, words.contains("ratoon.egress.private-hosts"), words);
            assertTrue(said.contains(words), () -> words + " is not told in\n" + said);
        }
        assertEquals(2, outside.nameserver.asked("private.evil.example"), "once a request");
    }

    /** Public when it is checked, and inside the next time that somebody looks. */
    @Tag("long")
    @Test
    void aNameThatTurnsRoundLeadsWhereItWasChecked() throws Exception {
        var insidePlain = canary("127.0.0.1", plain);
        var insideTls = canary("127.0.0.1", tls);
        var here = InetAddress.ofLiteral("127.0.0.1");
        outside.nameserver.means("turns.example", OutsideOfTest.outside(), here);
        outside.nameserver.means("hides.example", OutsideOfTest.outside(), here);
        String first = "curl -sS -m 20 http://turns.example:" + plain + "/hello 2>&1";
        String second = "curl -skS -m 20 https://hides.example:" + tls + "/hello 2>&1";
        works(
                List.of("turns.example:" + plain, "hides.example:" + tls),
                String.join("\n", first, second, first, second));

        String said = fleet.printed(agent);
        assertEquals(3, said.split("hello from outside", -1).length, said);
        assertFalse(said.contains("caged"), said);
        assertEquals(0, insidePlain.connections() + insideTls.connections());
        assertEquals(2, outside.nameserver.asked("turns.example"), "once a connection");
        assertEquals(2, outside.nameserver.asked("hides.example"), "once a connection");
        assertEquals(1, refused("address", "turns.example").size());
        assertEquals(1, refused("address", "hides.example").size());
    }

    @Tag("long")
    @Test
    void tlsInATunnelIsForTheHostOfTheTunnel() throws Exception {
        var allowed = canary(OutsideOfTest.ADDRESS, 0);
        outside.nameserver.means("front.example", OutsideOfTest.outside());
        outside.nameserver.means("hidden.example", OutsideOfTest.outside());
        String port = ":" + allowed.port();
        String within = "--connect-to hidden.example%1$s:front.example%1$s ".formatted(port);
        works(
                List.of("front.example" + port),
                "curl -skS -m 20 "
                        + within
                        + "https://hidden.example"
                        + port
                        + "/ 2>&1; true\ncurl -skS -m 20 https://front.example"
                        + port
                        + "/ 2>&1");

        JsonNode event = refused("name", "front.example").getFirst();
        assertTrue(
                event.path("words").asText().contains("is for another name (SNI)"),
                event::toString);
        assertEquals(0, outside.nameserver.asked("hidden.example"));
        assertEquals(1, allowed.connections(), "of the one that says whom it is for");
        assertFalse(allowed.heard().getFirst().contains("hidden.example"));
    }

    @Tag("long")
    @Test
    void aFloodOfNamesIsBoundedAndOfThoseThatAreNotAllowedNoneIsLookedUp() throws Exception {
        int before = outside.nameserver.datagrams();
        works(
                List.of("*.flood.example"),
                """
                curl -sS -m 20 'http://x[1-60].other.example/' >/dev/null 2>&1; true
                curl -skS -m 20 'https://x[1-60].other.example/' >/dev/null 2>&1; true
                curl -sS -m 20 http://last.other.example/
                curl -sS -m 20 'http://x[1-60].flood.example/' >/dev/null 2>&1; true
                bash -c 'echo 0123456789abcdef0123 >/dev/udp/127.0.0.1/%d' 2>&1
                """
                        .formatted(outside.nameserver.port()));

        int asked = outside.nameserver.askedBelow("flood.example");
        int most = EgressFromSandboxIT.LOOKUPS;
        assertAll(
                () -> assertEquals(0, outside.nameserver.askedBelow("other.example")),
                () -> assertTrue(asked >= most, "those that may be: " + asked),
                () -> assertTrue(asked <= 2 * most, "in a minute, or in two: " + asked));
        assertEquals(2 * asked, outside.nameserver.datagrams() - before, "and nothing else came");
        String name = fleet.agent(agent).path("name").asText();
        String said = fleet.printed(agent);
        String once = "ratoon allow " + name + " last.other.example";
        assertTrue(said.contains(once) && said.contains(once + " --always"), said);
        JsonNode first = refused("host", "x1.other.example").getFirst();
        assertTrue(first.path("words").asText().contains("--always"), first::toString);
        JsonNode ways = fleet.api().get("/api/agents/" + agent + "/egress/allow").body();
        assertTrue(ways.at("/once/may").asBoolean() && ways.at("/always/may").asBoolean());
        int events = fleet.events(agent, "egress.refused").size();
        assertTrue(events > 1 && events <= Tally.MOST_REFUSALS, "events: " + events);
    }

    private Canary canary(String address, int port) throws Exception {
        var canary = new Canary(address, port, ANSWER);
        canaries.add(canary);
        return canary;
    }

    /** As a resolver has it: Java itself makes one of four bytes of it. */
    private static InetAddress mapped(int... four) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) four[i];
        }
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    private void works(List<String> allow, String prompt) throws Exception {
        Api.Answer made =
                fleet.api().post("/api/environments", Map.of("name", environment, "allow", allow));
        assertEquals(201, made.status(), made.body()::toString);
        agent = fleet.start("auto", prompt, Map.of("environment", environment));
        fleet.awaitTurn(agent, 1);
    }

    private List<JsonNode> refused(String rule, String host) {
        return fleet.events(agent, "egress.refused").stream()
                .map(event -> event.path("payload"))
                .filter(one -> one.path("rule").asText().equals(rule))
                .filter(one -> one.path("host").asText().equals(host))
                .toList();
    }
}
