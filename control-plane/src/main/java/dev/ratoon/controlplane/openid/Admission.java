package dev.ratoon.controlplane.openid;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserName;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which user somebody is whom the provider vouches for: the one who signed in so before; else the
 * one who was invited under this verified address; else, if configured, a new one.
 */
@Singleton
class Admission {
    private final UserStore users;
    private final OpenIdConfig config;

    Admission(UserStore users, OpenIdConfig config) {
        this.users = users;
        this.config = config;
    }

    @Transactional
    User admit(Vouched vouched) {
        User user =
                users.of(vouched.issuer(), vouched.subject()).orElseGet(() -> firstTime(vouched));
        if (user.disabled()) {
            throw refused("Your user here is disabled. Ask an admin of this Ratoon.");
        }
        return user;
    }

    private User firstTime(Vouched vouched) {
        String email = vouched.email();
        if (email == null) {
            throw refused(
                    "The provider does not confirm an e-mail address for you, and nobody here has"
                            + " signed in with this account before. Ask the provider's admin to"
                            + " verify your address.");
        }
        User user = users.invitedAs(email).orElseGet(() -> newUser(vouched, email));
        users.link(user.id(), vouched.issuer(), vouched.subject());
        return user;
    }

    private User newUser(Vouched vouched, String email) {
        Role role = config.newUsers().filter(_ -> mayJoin(email)).orElse(null);
        if (role == null) {
            throw refused(
                    "Nobody is invited here as "
                            + email
                            + ". Ask an admin of this Ratoon to invite you: ratoon user add NAME"
                            + " --email "
                            + email
                            + ". (Or to let everybody in: ratoon.openid.new-users.)");
        }
        return users.add(freeName(vouched, email), vouched.fullName(), role, email);
    }

    private boolean mayJoin(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1);
        return config.domains()
                .map(all -> all.stream().anyMatch(domain::equalsIgnoreCase))
                .orElse(true);
    }

    private String freeName(Vouched vouched, String email) {
        @Nullable String called = vouched.userName();
        String wanted = called == null ? email : called;
        int at = wanted.indexOf('@');
        String name =
                UserName.from(at > 0 ? wanted.substring(0, at) : wanted, "user")
                        .toLowerCase(Locale.ROOT);
        for (int i = 1; ; i++) {
            String candidate = i == 1 ? name : name + i;
            if (users.named(candidate).isEmpty()) {
                return candidate;
            }
        }
    }

    private static Failure refused(String why) {
        return new Failure(ProblemType.FORBIDDEN, why);
    }
}
