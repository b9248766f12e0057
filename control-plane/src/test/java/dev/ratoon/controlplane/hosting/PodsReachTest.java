package dev.ratoon.controlplane.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.k8s.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodsReachTest {
    private static final List<Address> DOORS =
            List.of(new Address("0.0.0.0", 7080), new Address("0.0.0.0", 7081));

    @Test
    void ourDoorsAreTriedAsPodsFindThem() {
        Addresses tried = tried("jdbc:postgresql://127.0.0.1:5432/ratoon", "1.1.1.1:443");

        assertEquals(
                List.of(new Address("10.96.0.77", 7080), new Address("10.96.0.77", 7081)),
                tried.open());
        assertEquals(List.of(new Address("1.1.1.1", 443)), tried.shut());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:6432/ratoon?ssl=true, 6432",
        "jdbc:postgresql://db.example/ratoon, 5432",
        "'jdbc:postgresql://db.example,nowhere.invalid/ratoon', 5432",
    })
    void theDatabaseIsTriedByItsAddress(String url, int port) {
        assertEquals(
                List.of(new Address("1.1.1.1", 443), new Address("10.1.2.3", port)),
                tried(url, "1.1.1.1:443").shut());
    }

    @Test
    void eachOfSeveralDatabasesIsTried() {
        assertEquals(
                List.of(
                        new Address("1.1.1.1", 443),
                        new Address("10.1.2.3", 5432),
                        new Address("10.1.2.4", 6432)),
                tried(
                                "jdbc:postgresql://db.example,127.0.0.1:5433,10.1.2.4:6432/ratoon?a=b",
                                "1.1.1.1:443")
                        .shut());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.1.1.1", "nowhere.invalid:443", "1.1.1.1:x"})
    void whatCannotBeTriedIsToldWithTheNextStep(String outside) {
        StartFailure failure =
                assertThrows(
                        StartFailure.class,
                        () -> tried("jdbc:postgresql://127.0.0.1:5432/ratoon", outside));

        assertTrue(failure.nextStep().contains("ratoon.pods.outside=1.1.1.1:443"));
    }

    private static Addresses tried(String jdbcUrl, String outside) {
        return PodsReach.of(DOORS, "10.96.0.77", jdbcUrl, outside, PodsReachTest::known);
    }

    private static InetAddress known(String name) throws UnknownHostException {
        return switch (name) {
            case "nowhere.invalid" -> throw new UnknownHostException(name);
            case "db.example" -> InetAddress.ofLiteral("10.1.2.3");
            default -> InetAddress.ofLiteral(name);
        };
    }
}
