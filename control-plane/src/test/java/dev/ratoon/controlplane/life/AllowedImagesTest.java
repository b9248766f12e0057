package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowedImagesTest {
    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);
    private static final String LONG = "example.org/" + "a".repeat(250);

    @Test
    void oneIsAllowedByItsNameAsItIsWritten() {
        for (String name :
                List.of(
                        "example.org/tools/java:21",
                        "example.org/java" + DIGEST,
                        "example.org/java:21" + DIGEST,
                        "registry.example.org:5000/a/b__c/d-e.f:V1.2-x_y",
                        "build:5000/java:21",
                        "localhost/ratoon/test-agent:1")) {
            assertTrue(AllowedImages.mayList(name), name);
            assertEquals(Optional.empty(), of(name).refusal(name));
        }
        AllowedImages one = of("example.org/tools/java:21");
        for (String other :
                List.of(
                        "example.org/tools/java:22",
                        "example.org/tools/java:21-x",
                        "example.org/tools/java:2",
                        "example.org/tools/java:21" + DIGEST,
                        "example.org/tools/java" + DIGEST,
                        "example.org/tools/java/x:21",
                        "example.org:443/tools/java:21",
                        "evil.example.org/tools/java:21",
                        "evil.org/example.org/tools/java:21")) {
            assertTrue(one.refusal(other).isPresent(), other);
        }
    }

    @Test
    void nothingIsPutWhereANameLeavesItOut() {
        AllowedImages dockers = of("docker.io/library/node:22");
        assertEquals(Optional.empty(), dockers.refusal("docker.io/library/node:22"));
        for (String other :
                List.of(
                        "node:22",
                        "library/node:22",
                        "docker.io/node:22",
                        "index.docker.io/library/node:22",
                        "docker.io/library/node",
                        "docker.io/library/node:latest")) {
            assertTrue(dockers.refusal(other).isPresent(), other);
        }
    }

    @Test
    void allBelowAPathAreAllowedAndNothingBesideIt() {
        AllowedImages below = of("example.org/tools/*");
        for (String image :
                List.of(
                        "example.org/tools/java:21",
                        "example.org/tools/a/b:1",
                        "example.org/tools/java" + DIGEST)) {
            assertEquals(Optional.empty(), below.refusal(image));
        }
        for (String other :
                List.of(
                        "example.org/toolsx/java:21",
                        "example.org/tools:21",
                        "example.org/tools/java",
                        "example.org/tools/../other/java:21",
                        "example.org/tools/",
                        "example.org/tools/*",
                        "example.org/other/java:21")) {
            assertTrue(below.refusal(other).isPresent(), other);
        }
        assertEquals(Optional.empty(), of("example.org/*").refusal("example.org/x:1"));
        assertTrue(of("example.org/*").refusal("example.org:5000/x:1").isPresent());
    }

    @Test
    void everyTagOfOneIsAllowedAndNoDigest() {
        AllowedImages tags = of("example.org/tools/java:*");
        assertEquals(Optional.empty(), tags.refusal("example.org/tools/java:21"));
        for (String other :
                List.of(
                        "example.org/tools/java" + DIGEST,
                        "example.org/tools/java:21" + DIGEST,
                        "example.org/tools/java:",
                        "example.org/tools/java:*",
                        "example.org/tools/java",
                        "example.org/tools/javac:21",
                        "example.org/tools/java:5000/x:1")) {
            assertTrue(tags.refusal(other).isPresent(), other);
        }
    }

    @Test
    void whatIsNoFullNameIsNoneOnAnyList() {
        AllowedImages wide = of("example.org/*", "build:5000/*", "localhost/*");
        for (String bad :
                List.of(
                        "",
                        " ",
                        "x",
                        "java:21",
                        "tools/java:21",
                        "https://example.org/java:21",
                        "example.org/java",
                        "example.org:21",
                        "example.org/Java:21",
                        "Example.org/java:21",
                        "example.org//java:21",
                        "example.org/../java:21",
                        "example.org/a..b:21",
                        "example.org/.a:21",
                        "example.org/-a:21",
                        "example.org/a/:21",
                        "example.org/java:-x",
                        "example.org/java:" + "t".repeat(129),
                        "example.org/java@sha256:abc",
                        "example.org/java@sha512:" + "0".repeat(128),
                        "example.org/java" + DIGEST.toUpperCase(Locale.ROOT),
                        "example.org/java:21 ",
                        " example.org/java:21",
                        "example.org/ja va:21",
                        "example.org/java:21\n",
                        "example.org/java:21\0",
                        "example.org/java:21\nexample.org/java:22",
                        "example.org/\u202ejava:21",
                        "example.org/j\u00e4va:21",
                        "example.org/${localEnv:X}:21",
                        "example.org:x/java:21",
                        "example.org:123456/java:21",
                        "-.example.org/java:21",
                        LONG + ":21")) {
            String why = wide.refusal(bad).orElse("");
            assertTrue(why.contains("is no full name of an image. Write its registry"), bad + why);
            assertFalse(why.chars().anyMatch(Character::isISOControl), bad);
            assertTrue(why.length() < 300, why);
            assertFalse(AllowedImages.mayList(bad), bad);
        }
    }

    @Test
    void aListTakesNoWiderEntryThanAPathOrATag() {
        for (String good :
                List.of(
                        "example.org/*",
                        "example.org:5000/a/b/*",
                        "example.org/java:*",
                        "localhost/*")) {
            assertTrue(AllowedImages.mayList(good), good);
        }
        for (String bad :
                List.of(
                        "*",
                        "/*",
                        ":*",
                        "*/*",
                        "*.example.org/*",
                        "example.org*",
                        "example.org/a*",
                        "example.org/*/java:21",
                        "example.org/*:21",
                        "example.org/a:2*",
                        "example.org:*",
                        "example.org/a@*",
                        "example.org/a@sha256:*",
                        "tools/*",
                        "java:*")) {
            assertFalse(AllowedImages.mayList(bad), bad);
        }
    }

    @Test
    void whoIsRefusedIsToldWhatThereIsAndWhomToAsk() {
        String image = "example.org/other:1";
        String why = of("example.org/a:1", "example.org/tools/*").refusal(image).orElseThrow();
        assertTrue(
                why.contains("ratoon.pods.images has example.org/a:1, example.org/tools/*"), why);
        assertTrue(of().refusal(image).orElseThrow().contains("ratoon.pods.images has none."));
        String many = of("example.org/a:1 ".repeat(9).split(" ")).refusal(image).orElseThrow();
        assertTrue(many.contains("example.org/a:1, ..."), many);
        String local = AllowedImages.NONE.refusal(image).orElseThrow();
        assertTrue(local.startsWith("sandboxes of this machine (ratoon.sandboxes.where)"), local);
    }

    private static AllowedImages of(String... listed) {
        return new AllowedImages(true, List.of(listed));
    }
}
