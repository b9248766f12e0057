package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Who makes the request that is being served. The gate says it, once, before any resource runs. */
@Singleton
public class CurrentActor {
    private static final String KEY = "ratoon.actor";

    private final CurrentVertxRequest request;

    CurrentActor(CurrentVertxRequest request) {
        this.request = request;
    }

    public static void is(Actor actor, RoutingContext of) {
        of.put(KEY, actor);
    }

    /** Fails closed: a route that the gate let through unsigned has no actor. */
    public Actor actor() {
        return of(request.getCurrent());
    }

    /** For routes that no resource serves. */
    public static Actor of(@Nullable RoutingContext current) {
        @Nullable Actor actor = current == null ? null : current.get(KEY);
        if (actor == null) {
            throw new Failure(ProblemType.UNAUTHENTICATED, "Sign in first: ratoon login");
        }
        return actor;
    }

    public Actor require(Resource resource, Verb verb) {
        Actor actor = actor();
        Authority.require(actor, resource, verb);
        return actor;
    }
}
