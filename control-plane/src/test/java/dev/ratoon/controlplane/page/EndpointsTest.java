package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final Endpoints ENDPOINTS =
            new Endpoints(
                    List.of(
                            "GET /api/a/{b}",
                            "POST /api/a/{b}/stop",
                            "GET /api/a/all",
                            "POST /api/a"));

    @Test
    void a_request_is_for_the_operation_that_has_its_method_and_its_path() {
        assertEquals(Optional.of("GET /api/a/{b}"), asked("GET", "/api/a/1?c=/d#e/f"));
        assertEquals(Optional.of("GET /api/a/all"), asked("GET", "/api/a/all"));
        assertEquals(Optional.of("POST /api/a/{b}/stop"), asked("POST", "/api/a/1/stop"));
    }

    @Test
    void another_method_or_path_or_a_name_that_is_none_is_for_nothing() {
        assertEquals(Optional.empty(), asked("DELETE", "/api/a/1"));
        assertEquals(Optional.empty(), asked("POST", "/api/a/1/stopp"));
        assertEquals(Optional.empty(), asked("POST", "/api/a/1/2/stop"));
        assertEquals(Optional.empty(), asked("POST", "/api/a/undefined/stop"));
        assertEquals(Optional.empty(), asked("POST", "/api/a//stop"));
    }

    private static Optional<String> asked(String method, String path) {
        return ENDPOINTS.of(method, "http://localhost:8081" + path);
    }
}
