package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.login.Codes;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where the way through the provider begins and ends. By the time that this runs the library has
 * checked state, nonce, PKCE and the ID token; what is left of it is one login code.
 */
@Path(Tenant.PATH)
@RunOnVirtualThread
class OpenIdResource {
    private final Admission admission;
    private final Codes codes;
    private final OidcSession theirs;

    OpenIdResource(Admission admission, Codes codes, OidcSession theirs) {
        this.admission = admission;
        this.codes = codes;
        this.theirs = theirs;
    }

    @GET
    @Authenticated
    @Operation(hidden = true)
    public Response signIn(@Context UriInfo uri, @Context HttpServerResponse response) {
        JsonWebToken idToken = theirs.getIdToken();
        String subject = idToken.getSubject();
        if (subject == null || subject.isBlank()) {
            // All to whom it gives no name of their own would be one user.
            throw new Failure(
                    ProblemType.EXTERNAL,
                    "The OpenID Connect provider did not say who this is: its token has no subject.");
        }
        Vouched vouched =
                new Vouched(
                        idToken.getIssuer(),
                        subject,
                        verifiedEmail(idToken),
                        idToken.getClaim("preferred_username"),
                        idToken.getClaim("name"));
        // Ours is the only session from here on, also for somebody whom we refuse.
        response.removeCookies("q_session_" + Tenant.ID);
        User user = admission.admit(vouched);
        var link = codes.link(user.id(), Role.OWNER, uri.getBaseUri());
        return Response.seeOther(URI.create(link.link())).build();
    }

    private @Nullable String verifiedEmail(JsonWebToken idToken) {
        Object verified = idToken.getClaim("email_verified");
        return "true".equals(String.valueOf(verified)) ? idToken.getClaim("email") : null;
    }
}
