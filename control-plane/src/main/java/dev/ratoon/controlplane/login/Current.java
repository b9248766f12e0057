package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How the one who makes this request signed in. */
@Singleton
public class Current {
    private static final String KEY = "ratoon.signed-in";

    private final CurrentVertxRequest request;

    Current(CurrentVertxRequest request) {
        this.request = request;
    }

    public static void is(SignedIn signedIn, RoutingContext of) {
        of.put(KEY, signedIn);
        CurrentActor.is(signedIn.actor(), of);
    }

    public SignedIn signedIn() {
        @Nullable SignedIn signedIn = request.getCurrent().get(KEY);
        if (signedIn == null) {
            throw new Failure(ProblemType.UNAUTHENTICATED, "Sign in first: ratoon login");
        }
        return signedIn;
    }
}
