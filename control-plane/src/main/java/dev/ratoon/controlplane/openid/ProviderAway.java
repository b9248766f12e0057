package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.problem.ProblemDetails;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.oidc.OIDCException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What goes wrong at the provider is no fault of ours, and ends no other way to sign in. */
class ProviderAway {
    private static final Logger LOG = Logger.getLogger(ProviderAway.class);

    @ServerExceptionMapper
    Response away(OIDCException why) {
        LOG.warnf("The OpenID Connect provider is of no use: %s", why.getMessage());
        var details =
                ProblemDetails.of(
                        ProblemType.EXTERNAL,
                        "The OpenID Connect provider does not answer as one. Try again in a moment,"
                                + " or sign in with a link: ratoon login");
        return Response.status(details.status())
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(details)
                .build();
    }
}
