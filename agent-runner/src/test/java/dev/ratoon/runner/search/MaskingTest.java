package dev.ratoon.runner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final String SECRET = "hunter2-hunter2";

    private final StringBuilder seen = new StringBuilder();
    private final Masking masking = new Masking(Needle.of(Map.of("TOKEN", SECRET)), seen::append);

    @Test
    void aSecretIsItsNameHoweverItIsCutUp() {
        for (char one : ("a " + SECRET + " b " + SECRET).toCharArray()) {
            masking.add(String.valueOf(one));
        }
        masking.end();
        assertEquals("a [*TOKEN*] b [*TOKEN*]", seen.toString());
    }

    @Test
    void whatIsNoSecretIsShownAtOnce() {
        masking.add("Password: ");
        assertEquals("Password: ", seen.toString());
        masking.add("hunt");
        assertEquals("Password: ", seen.toString(), "it may be one");
        masking.add("ing");
        assertEquals("Password: hunting", seen.toString());
    }

    @Test
    void itsUsualEncodingsAreMaskedToo() {
        for (String before : new String[] {"", "u", "us", "user:"}) {
            byte[] bytes = (before + SECRET + "@").getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().encodeToString(bytes);
            masking.add(encoded + "\n");
            masking.end();
            assertFalse(seen.toString().contains(encoded), seen::toString);
        }
    }
}
