package dev.ratoon.controlplane.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesktopTest {
    @Test
    void a_screen_opens_the_browser() {
        assertEquals(
                Optional.of(List.of("xdg-open")), Desktop.opener("Linux", Map.of("DISPLAY", ":0")));
        assertEquals(
                Optional.of(List.of("xdg-open")),
                Desktop.opener("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")));
    }

    @Test
    void a_mac_always_has_one() {
        assertEquals(Optional.of(List.of("open")), Desktop.opener("Mac OS X", Map.of()));
    }

    @Test
    void without_a_screen_nothing_opens() {
        assertEquals(Optional.empty(), Desktop.opener("Linux", Map.of()));
    }

    @Test
    void over_ssh_the_screen_is_somewhere_else() {
        var environment = Map.of("DISPLAY", "localhost:10.0", "SSH_CONNECTION", "a 1 b 22");
        assertEquals(Optional.empty(), Desktop.opener("Linux", environment));
        assertEquals(Optional.empty(), Desktop.opener("Mac OS X", environment));
    }
}
