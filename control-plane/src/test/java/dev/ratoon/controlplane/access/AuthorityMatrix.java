package dev.ratoon.controlplane.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every case that the authorisation function tells apart, and its answer, as a page. */
final class AuthorityMatrix {
    static final UUID SELF = new UUID(0, 1);
    static final UUID OTHER = new UUID(0, 2);
    static final UUID TEAM = new UUID(0, 3);

    private AuthorityMatrix() {}

    /** A resource as it stands to an actor of some role, who has some role in the team or none. */
    record Case(String title, @Nullable Role inTeam, Function<Role, Resource> resource) {
        Actor actor(Role role) {
            return new Actor(SELF, "self", role, inTeam == null ? Map.of() : Map.of(TEAM, inTeam));
        }

        Decision decide(Role role, Verb verb) {
            return Authority.decide(actor(role), resource.apply(role), verb);
        }

        boolean allows(Role role, Verb verb) {
            return decide(role, verb) instanceof Decision.Allowed;
        }
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        cases.add(new Case("Ratoon as a whole", null, _ -> Resource.installation()));
        cases.add(new Case("one's own account", null, role -> new Resource.Account(SELF, role)));
        for (Role role : Role.values()) {
            cases.add(
                    new Case(
                            "the account of another " + role.word(),
                            null,
                            _ -> new Resource.Account(OTHER, role)));
        }
        cases.add(new Case("one's own personal thing", null, _ -> Resource.personal(SELF)));
        cases.add(new Case("another's personal thing", null, _ -> Resource.personal(OTHER)));
        cases.add(
                new Case(
                        "one's own agent without a sandbox",
                        null,
                        _ -> new Resource.Unconfined(SELF, null)));
        for (@Nullable Role inTeam : rolesInTeam()) {
            String as = inTeam == null ? ", not being in it" : ", being its " + inTeam.word();
            cases.add(
                    new Case(
                            "one's own thing shared with a team" + as,
                            inTeam,
                            _ -> Resource.shared(SELF, TEAM)));
            cases.add(
                    new Case(
                            "another's thing shared with a team" + as,
                            inTeam,
                            _ -> Resource.shared(OTHER, TEAM)));
            cases.add(
                    new Case(
                            "one's own agent without a sandbox, of a team" + as,
                            inTeam,
                            _ -> new Resource.Unconfined(SELF, TEAM)));
            cases.add(
                    new Case(
                            "another's agent without a sandbox, of a team" + as,
                            inTeam,
                            _ -> new Resource.Unconfined(OTHER, TEAM)));
            cases.add(new Case("a team" + as, inTeam, _ -> new Resource.Team(TEAM)));
            for (Role place : Role.values()) {
                cases.add(
                        new Case(
                                "the place of a team's " + place.word() + as,
                                inTeam,
                                _ -> new Resource.Membership(TEAM, place)));
            }
        }
        return cases;
    }

    private static List<@Nullable Role> rolesInTeam() {
        var roles = new ArrayList<@Nullable Role>();
        roles.add(null);
        roles.addAll(List.of(Role.values()));
        return roles;
    }

    static String page() {
        var page = new StringBuilder();
        page.append(
                """
                # Who may do what

                Every answer of the one authorisation function, by the role in this Ratoon. Generated
                from it (`./mvnw test -pl control-plane -am -Dratoon.update`), and the build fails when the
                two differ. A line that is not here is no for everybody. A token or session of less
                power than its user counts as the less powerful role.
                """);
        String before = "";
        for (Case one : cases()) {
            for (Verb verb : Verb.values()) {
                if (List.of(Role.values()).stream().noneMatch(role -> one.allows(role, verb))) {
                    continue;
                }
                if (!one.title().equals(before)) {
                    page.append("\n## On ").append(one.title()).append("\n\n");
                    page.append("| | owner | admin | member | viewer |\n");
                    page.append("| --- | --- | --- | --- | --- |\n");
                    before = one.title();
                }
                page.append("| ").append(verb.name().toLowerCase(Locale.ROOT).replace('_', ' '));
                for (Role role : Role.values()) {
                    page.append(one.allows(role, verb) ? " | yes" : " | -");
                }
                page.append(" |\n");
            }
        }
        return page.toString();
    }
}
