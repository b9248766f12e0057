package dev.ratoon.cli;

import java.net.URI;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "Sign this client out, and forget its token.")
final class LogoutCommand extends Verb {
    @Override
    void run() {
        URI target = ratoon().target();
        String token = ratoon().credentials().token(target);
        if (token == null) {
            throw new CommandFailure(
                    Exit.NOT_SIGNED_IN,
                    "This client keeps no token for " + target + ".",
                    "Nothing to do. (The owner of the home is signed in by reading it.)");
        }
        try {
            ratoon().api(target, token).post("/api/logout", Json.object());
        } catch (CommandFailure failure) {
            if (failure.exit() != Exit.NOT_SIGNED_IN) {
                throw failure;
            }
            // Already worthless there: forgetting it is all that is left to do.
        }
        ratoon().credentials().forget(target);
        output().show(Json.object(), _ -> "Signed out of " + target + ".");
    }
}
