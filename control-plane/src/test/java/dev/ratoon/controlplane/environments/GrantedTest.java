package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Allowance;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantedTest {
    private final Granted granted =
            new Granted(
                    4_096,
                    200,
                    1_024,
                    Set.of(Allowance.HOSTED_TOOLS, Allowance.REMOTE_URLS),
                    new AllowedImages(true, List.of("example.org/tools/*")));

    @Test
    void lessThanTheOperatorGrantsIsGranted() {
        var size = new Size(1_024, null, 100);
        assertEquals(size, granted.checked(size));
        assertEquals(Size.USUAL, granted.checked(Size.USUAL));
    }

    @Test
    void moreIsNot() {
        for (Size bad :
                List.of(
                        new Size(4_097, null, null),
                        new Size(null, 201, null),
                        new Size(null, null, 1_025),
                        new Size(1, null, null),
                        new Size(null, -1, null),
                        new Size(null, null, 0))) {
            assertThrows(Failure.class, () -> granted.checked(bad), bad::toString);
        }
    }

    @Test
    void anImageThatTheOperatorAllowsAndNoOther() {
        assertEquals(
                "example.org/tools/java:21", granted.checkedImage(" example.org/tools/java:21 "));
        assertNull(granted.checkedImage(""));
        assertNull(granted.checkedImage(null));
        for (String bad : List.of("example.org/other:1", "example.org/tools/java", "java:21")) {
            Failure refused = assertThrows(Failure.class, () -> granted.checkedImage(bad), bad);
            assertTrue(
                    refused.forTheCaller().startsWith("It cannot have that image: '" + bad),
                    refused::forTheCaller);
        }
    }

    @Test
    void ofTheRulesForModelsThoseThatTheOperatorLetsEnvironmentsLift() {
        assertEquals(
                List.of("hosted-tools", "remote-urls"),
                granted.checkedModels(List.of("remote-urls", " hosted-tools ", "remote-urls")));
        for (String bad : List.of("foreign-ids", "unknown-fields", "paths", "HOSTED_TOOLS", "")) {
            Failure refused =
                    assertThrows(Failure.class, () -> granted.checkedModels(List.of(bad)), bad);
            assertTrue(
                    refused.forTheCaller().endsWith("may lift hosted-tools, remote-urls."),
                    refused::forTheCaller);
        }
    }
}
