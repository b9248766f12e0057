package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TicketIT {
    private static final String ECHO = "/api/test/echo";

    @Inject TestPeople people;
    @Inject MovableClock clock;
    RawHttp raw;

    @BeforeEach
    void connect() {
        raw = new RawHttp(people.base());
    }

    @Test
    void a_ticket_opens_its_socket_once() throws IOException {
        String path = ECHO + "?ticket=" + ticket(ECHO);
        assertEquals(101, raw.upgrade(path).status());
        assertEquals(401, raw.upgrade(path).status());
    }

    @Test
    void a_ticket_opens_no_other_path() throws IOException {
        assertEquals(401, raw.upgrade("/api/test/other?ticket=" + ticket(ECHO)).status());
    }

    @Test
    void a_ticket_lasts_thirty_seconds() throws IOException {
        String early = ticket(ECHO);
        String late = ticket(ECHO);
        try (var _ = clock.forward(Duration.ofSeconds(25))) {
            assertEquals(101, raw.upgrade(ECHO + "?ticket=" + early).status());
        }
        try (var _ = clock.forward(Duration.ofSeconds(31))) {
            assertEquals(401, raw.upgrade(ECHO + "?ticket=" + late).status());
        }
    }

    @Test
    void a_ticket_that_was_made_before_the_clock_went_back_is_good_no_longer_than_any()
            throws IOException {
        String ticket;
        try (var _ = clock.forward(Duration.ofDays(1))) {
            ticket = ticket(ECHO);
        }
        assertEquals(401, raw.upgrade(ECHO + "?ticket=" + ticket).status());
    }

    @Test
    void a_ticket_is_nothing_without_an_upgrade() throws IOException {
        String ticket = ticket("/api/session");
        assertEquals(401, raw.get("/api/session?ticket=" + ticket).status());
        assertEquals(401, raw.get("/api/session", "Ratoon-Ticket: " + ticket).status());
    }

    @Test
    void an_upgrade_with_the_cookie_alone_is_refused() throws IOException {
        var browser = people.nobody().signInAsBrowser(people.ownerLink());
        assertEquals(401, raw.upgrade(ECHO, "Cookie: " + browser.cookie()).status());
    }

    @Test
    void a_page_of_another_origin_opens_no_socket_even_with_a_ticket() throws IOException {
        String path = ECHO + "?ticket=" + ticket(ECHO);
        assertEquals(403, raw.upgrade(path, "Origin: http://127.0.0.1:1").status());
    }

    @Test
    void a_client_opens_a_socket_with_its_token() throws IOException {
        String bearer = people.owner().headers().getOrDefault("Authorization", "");
        assertEquals(101, raw.upgrade(ECHO, "Authorization: " + bearer).status());
    }

    @Test
    void of_many_that_use_one_ticket_at_once_one_gets_in() throws Exception {
        String path = ECHO + "?ticket=" + ticket(ECHO);
        Callable<Integer> attempt = () -> raw.upgrade(path).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts =
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> attempt).toList());
            int opened = 0;
            for (var answer : attempts) {
                opened += answer.get() == 101 ? 1 : 0;
            }
            assertEquals(1, opened);
        }
    }

    private String ticket(String path) {
        Api.Answer answer = people.owner().post("/api/tickets", Map.of("path", path));
        assertEquals(200, answer.status());
        return answer.text("ticket");
    }
}
