package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.User;

/**
 * Who signed in.
 *
 * @param role what this sign-in carries, which may be less than what the user has
 */
record UserView(String name, String displayName, Role role) {
    static UserView of(User user, Role role) {
        return new UserView(user.name(), user.displayName(), role);
    }
}
