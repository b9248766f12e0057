package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HostsTest {
    private static final Hosts HOSTS = new Hosts(Set.of("ratoon.example"));

    @Test
    void a_configured_name_is_ours_on_any_port_and_in_any_case() {
        assertTrue(HOSTS.isOurs("ratoon.example", null));
        assertTrue(HOSTS.isOurs("Ratoon.Example:8443", null));
    }

    @Test
    void what_ends_or_begins_with_our_name_is_not_ours() {
        assertFalse(HOSTS.isOurs("ratoon.example.evil.example", null));
        assertFalse(HOSTS.isOurs("evilratoon.example", null));
        assertFalse(HOSTS.isOurs("ratoon.example:80@evil.example", null));
    }

    @Test
    void the_address_of_the_connection_is_ours_and_another_is_not() {
        assertTrue(HOSTS.isOurs("192.0.2.7:7070", "192.0.2.7"));
        assertTrue(HOSTS.isOurs("[2001:db8::1]", "2001:db8::1"));
        assertFalse(HOSTS.isOurs("192.0.2.8", "192.0.2.7"));
    }

    @Test
    void no_host_is_not_ours() {
        assertFalse(HOSTS.isOurs(null, "192.0.2.7"));
        assertFalse(HOSTS.isOurs("", "192.0.2.7"));
        assertFalse(HOSTS.isOurs(":80", "192.0.2.7"));
    }
}
