package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.github.Troubles;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.github.Me;
import dev.ratoon.git.publish.Person;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whose names stand in the commits that a publication makes. */
@Singleton
class Signatures {
    /** No address of anybody (RFC 2606). */
    private static final String NOBODYS = "ratoon.invalid";

    private final UserStore users;

    Signatures(UserStore users) {
        this.users = users;
    }

    /** As GitHub knows the user where the work goes there, else as Ratoon does. */
    Person author(Actor actor, Destination to) {
        return switch (to) {
            case Destination.Hub hub -> {
                Me me = Troubles.value(hub.account().me());
                yield person(me.name(), me.login(), me.email());
            }
            case Destination.Plain _ -> {
                Optional<User> user = users.withId(actor.userId());
                String email = user.flatMap(known -> Optional.ofNullable(known.email())).orElse("");
                yield person(
                        user.map(User::displayName).orElse(""),
                        actor.name(),
                        email.isEmpty() ? actor.name() + "@" + NOBODYS : email);
            }
        };
    }

    Person harness(Facts facts) {
        String name = facts.origin().harness();
        return person(name, "harness", name + "@harness." + NOBODYS);
    }

    private static Person person(String name, String otherwise, String email) {
        String clean = clean(name);
        return new Person(clean.isEmpty() ? clean(otherwise) : clean, clean(email));
    }

    /** A name may have been chosen to look like more than one. */
    private static String clean(String text) {
        return text.replaceAll("[<>\\p{Cc}]", " ").strip();
    }
}
