package dev.ratoon.controlplane.sshhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.ratoon.git.Source;
import org.junit.jupiter.api.Test;

class SshPlaceTest {
    @Test
    void it_is_named_with_its_port_unless_that_is_the_usual_one() {
        assertEquals("git.example", name("git.example", 22));
        assertEquals("git.example:2222", name("git.example", 2222));
        assertEquals("[fc00::22]", name("fc00::22", 22));
        assertEquals("[fc00::1]:2222", name("fc00::1", 2222));
    }

    @Test
    void what_people_type_is_the_same() {
        assertEquals("git.example", new SshPlace("GIT.example:22").name());
        assertEquals("[fc00::22]", new SshPlace("[FC00::22]:22").name());
        assertNotEquals("git.example", new SshPlace("git.example:2222").name());
    }

    private static String name(String host, int port) {
        return SshPlace.of(new Source.Ssh("git", host, port, "/a/b")).name();
    }
}
