package dev.ratoon.controlplane.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses on its way to the server what would change something there, and notes what is asked for
 * and is not there: no operation of the server, or not found by it.
 */
final class RefusedRequests {
    private static final String REFUSAL =
            """
            {"type": "urn:ratoon:problem:busy", "title": "Not now", "status": 503, "detail": "Refused by the test."}
            """;

    private final Endpoints endpoints;
    private final Set<String> nowhere = new TreeSet<>();

    RefusedRequests(BrowserContext context, Endpoints endpoints) {
        this.endpoints = endpoints;
        context.route("**/api/**", this::refuse);
        context.onResponse(this::answered);
    }

    Set<String> nowhere() {
        return nowhere;
    }

    private void refuse(Route route) {
        Request request = route.request();
        if (endpoints.of(request.method(), request.url()).isEmpty()) {
            nowhere.add(request.method() + " " + request.url());
        }
        if (request.method().equals("GET")) {
            route.resume();
        } else {
            route.fulfill(
                    new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/problem+json")
                            .setBody(REFUSAL));
        }
    }

    private void answered(Response response) {
        Request request = response.request();
        if (response.status() == 404 || response.status() == 405) {
            endpoints
                    .of(request.method(), request.url())
                    .ifPresent(each -> nowhere.add(each + ": " + response.status()));
        }
    }
}
