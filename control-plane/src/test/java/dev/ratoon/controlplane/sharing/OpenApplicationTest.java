package dev.ratoon.controlplane.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;

class OpenApplicationTest {
    @Test
    void aClassThatAsksForNothingSharesAnApplication() {
        assertTrue(shares(Plain.class));
        assertTrue(shares(WithResourceOfAll.class));
    }

    @Test
    void aClassWithAProfileAResourceOrTheWishOfItsOwnDoesNot() {
        assertFalse(shares(WithProfile.class));
        assertFalse(shares(WithResource.class));
        assertFalse(shares(Alone.class));
    }

    @Test
    void anExecutionOfAnythingButOneClassDoesNot() {
        assertFalse(OpenApplication.shares(request().build()));
        assertFalse(shares(Plain.class, WithResourceOfAll.class));
        DiscoverySelector again = selectMethod(Plain.class, "toString");
        assertFalse(OpenApplication.shares(request().selectors(again).build()));
    }

    @Test
    void theBuildKnowsWhichClassesWantOneOfTheirOwn() throws Exception {
        Path tests = Path.of("target/test-classes");
        List<String> own;
        try (var files = Files.walk(tests)) {
            own =
                    files.map(file -> tests.relativize(file).toString())
                            .filter(file -> file.endsWith("IT.class") && !file.contains("$"))
                            .map(file -> file.substring(0, file.length() - ".class".length()))
                            .filter(file -> !shares(file.replace('/', '.')))
                            .map(file -> "**/" + Path.of(file).getFileName() + ".java")
                            .sorted()
                            .toList();
        }
        assertFalse(own.isEmpty());
        Path list = Path.of("src/test/own-applications.txt");
        assertEquals(
                own,
                Files.readAllLines(list).stream().filter(line -> !line.startsWith("#")).toList(),
                () -> list + " is to name them, in this order");
    }

    private static boolean shares(String test) {
        return OpenApplication.shares(request().selectors(selectClass(test)).build());
    }

    private static boolean shares(Class<?>... tests) {
        var classes = Arrays.stream(tests).map(test -> selectClass(test.getName())).toList();
        return OpenApplication.shares(request().selectors(classes).build());
    }
}

class Plain {}

@QuarkusTestResource(TestDatabase.class)
class WithResourceOfAll {}

@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class WithResource {}

@TestProfile(Profile.class)
class WithProfile {}

@OwnApplication
class Alone {}

class Profile implements QuarkusTestProfile {}
