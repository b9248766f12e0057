package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.problem.ProblemDetails;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.oidc.OIDCException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What goes wrong at the provider is no fault of ours, and ends no other way to sign in. */
class ProviderAway {
    private static final Logger LOG = Logger.getLogger(ProviderAway.class);
    private static final String WORDS =
            "The OpenID Connect provider did not sign you in: it does not answer, or this login is"
                    + " over. Begin again in a moment, or sign in with a link: ratoon login";

    @ServerExceptionMapper
    Response away(OIDCException why) {
        LOG.warnf("The OpenID Connect provider is of no use: %s", why.getMessage());
        var details = ProblemDetails.of(ProblemType.EXTERNAL, WORDS);
        return Response.status(details.status())
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(details)
                .build();
    }

    /** What the library says when it cannot even send somebody to the provider is two words. */
    @ServerResponseFilter
    void inWords(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 401
                && Tenant.PATH.equals(request.getUriInfo().getRequestUri().getPath())) {
            response.setEntity(
                    ProblemDetails.of(ProblemType.UNAUTHENTICATED, WORDS),
                    null,
                    MediaType.valueOf(ProblemDetails.MEDIA_TYPE));
        }
    }
}
