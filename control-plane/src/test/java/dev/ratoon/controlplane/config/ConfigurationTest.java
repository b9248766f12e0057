package dev.ratoon.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.home.StartFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ConfigurationTest {
    private static final Configuration CONFIGURATION =
            new Configuration(
                    List.of(
                            new ConfigKey("ratoon.water.every", Duration.class, false, "12h", ""),
                            new ConfigKey("ratoon.water.litres", int.class, false, "3", ""),
                            new ConfigKey("ratoon.fields.*.width", int.class, false, null, "")));

    @Test
    void whatIsKnownAndReadableHolds() {
        assertDoesNotThrow(
                () ->
                        checkFile(
                                """
                                ratoon.water.every = 6h
                                ratoon.fields.north.width = 12
                                ratoon.fields."far.south".width = 12
                                """));
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearest() {
        var failure =
                assertThrows(
                        StartFailure.class,
                        () ->
                                checkFile(
                                        """
                                        # how much, how often
                                        ratoon.water.litres = \\
                                            4
                                        ratoon.water.evry = 6h
                                        """));
        assertEquals(
                "Ratoon does not know the key \"ratoon.water.evry\" in ratoon.properties:4.",
                failure.getMessage());
        assertEquals(
                "Did you mean \"ratoon.water.every\"? All keys: docs/reference/configuration.md",
                failure.nextStep());
    }

    @Test
    void aKeyOfALibraryIsNotForTheOperatorsFile() {
        assertThrows(StartFailure.class, () -> checkFile("quarkus.http.port = 80"));
    }

    @Test
    void aValueThatCannotBeReadIsNamedWithWhatIsExpected() {
        var failure =
                assertThrows(StartFailure.class, () -> checkFile("ratoon.water.every = often"));
        assertEquals(
                "\"ratoon.water.every\" in ratoon.properties:1 cannot be \"often\": expected is a"
                        + " duration such as 30s, 5m or 24h.",
                failure.getMessage());
        assertEquals("Correct it, or take it out for 12h", failure.nextStep());
    }

    @Test
    void anEmptyNumberIsNamedLikewise() {
        assertThrows(StartFailure.class, () -> checkFile("ratoon.water.litres ="));
    }

    @Test
    void anUnknownVariableIsNamedWithTheNearest() {
        var failure =
                assertThrows(
                        StartFailure.class,
                        () -> CONFIGURATION.checkVariables(Map.of("RATOON_WATER_LITERS", "4")));
        assertEquals(
                "Ratoon does not know the variable RATOON_WATER_LITERS in the environment.",
                failure.getMessage());
        assertEquals(
                "Did you mean \"RATOON_WATER_LITRES\"? All keys: docs/reference/configuration.md",
                failure.nextStep());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RATOON_HOME", "RATOON_DATABASE_PASSWORD", "RATOON_TEST_KUBECONFIG"})
    void aVariableThatIsNoKeyIsLeftToWhomItIsFor(String name) {
        CONFIGURATION.checkVariables(Map.of(name, "anything"));
    }

    @Test
    void aVariableThatCannotBeReadIsNamed() {
        assertThrows(
                StartFailure.class,
                () -> CONFIGURATION.checkVariables(Map.of("RATOON_FIELDS_NORTH_WIDTH", "wide")));
    }

    @Test
    void theLaunchersOwnVariablesAreKnown() {
        assertDoesNotThrow(
                () ->
                        CONFIGURATION.checkVariables(
                                Map.of("RATOON_HOME", "/srv/ratoon", "PATH", "/bin")));
    }

    private static void checkFile(String text) throws IOException {
        CONFIGURATION.check(OperatorFile.parse("ratoon.properties", text).settings());
    }
}
