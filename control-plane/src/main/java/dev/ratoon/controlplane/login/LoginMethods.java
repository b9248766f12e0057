package dev.ratoon.controlplane.login;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one can sign in here, for somebody who is not signed in. */
@Path("/api/login-methods")
public class LoginMethods {
    /** Present when somebody else vouches for users. */
    public interface OpenIdProvider {
        Optional<Method> method();
    }

    public record Method(String label, String url) {}

    record Methods(@Nullable Method openId) {}

    private final OpenIdProvider openId;

    LoginMethods(OpenIdProvider openId) {
        this.openId = openId;
    }

    @GET
    public Methods methods() {
        return new Methods(openId.method().orElse(null));
    }
}
