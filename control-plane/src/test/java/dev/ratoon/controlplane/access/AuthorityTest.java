package dev.ratoon.controlplane.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    /** What protects a viewer's own account, and reading. */
    private static final Set<Verb> CHANGING_NOTHING =
            EnumSet.of(
                    Verb.READ_STATUS,
                    Verb.READ_METRICS,
                    Verb.READ_API_DESCRIPTION,
                    Verb.OPEN_SOCKET,
                    Verb.LIST_USERS,
                    Verb.LIST_TEAMS,
                    Verb.LIST_SESSIONS,
                    Verb.LIST_TOKENS,
                    Verb.LIST_KEYS,
                    Verb.READ_GITHUB,
                    Verb.LIST_GIT_HOSTS,
                    Verb.READ_SPENDING,
                    Verb.READ_ENVIRONMENT,
                    Verb.LIST_ALLOWED_HOSTS,
                    Verb.READ_PERSONA,
                    Verb.READ_AGENT);

    @Test
    void the_whole_matrix_is_as_documented() throws IOException {
        Path page = Path.of(System.getProperty("ratoon.root"), "docs/reference/authorisation.md");
        String now = AuthorityMatrix.page();
        if ("write".equals(System.getProperty("ratoon.references"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, now);
        }
        assertEquals(
                Files.readString(page), now, "run again with -Dratoon.references=write and review");
    }

    @Test
    void a_viewer_changes_nothing_but_the_end_of_its_own_logins() {
        forEach(
                (one, verb) -> {
                    boolean endsOwn =
                            one.title().equals("one's own account")
                                    && (verb == Verb.END_SESSION || verb == Verb.REVOKE_TOKEN);
                    assertTrue(
                            !one.allows(Role.VIEWER, verb)
                                    || CHANGING_NOTHING.contains(verb)
                                    || endsOwn,
                            one.title() + ": " + verb);
                });
    }

    @Test
    void nobody_at_all_touches_anothers_personal_things() {
        var personal = Resource.personal(AuthorityMatrix.OTHER);
        for (Verb verb : Verb.values()) {
            for (Role role : Role.values()) {
                assertFalse(allowed(actor(role), personal, verb), role + ": " + verb);
            }
        }
    }

    @Test
    void none_but_the_owner_makes_an_agent_without_a_sandbox_do_anything() {
        forEach(
                (one, verb) -> {
                    for (Role role : Role.values()) {
                        if (!(one.resource().apply(role) instanceof Resource.Unconfined agent)
                                || verb == Verb.READ_AGENT
                                || verb == Verb.DELETE_AGENT) {
                            continue;
                        }
                        boolean is =
                                role == Role.OWNER && agent.owner().equals(AuthorityMatrix.SELF);
                        assertTrue(
                                is || !one.allows(role, verb),
                                () -> role + ", " + one.title() + ": " + verb);
                    }
                });
    }

    @Test
    void an_agent_without_a_sandbox_is_started_for_no_team() {
        for (Role role : Role.values()) {
            var in =
                    new Actor(
                            AuthorityMatrix.SELF,
                            "self",
                            role,
                            Map.of(AuthorityMatrix.TEAM, Role.OWNER));
            var agent = new Resource.Unconfined(AuthorityMatrix.SELF, AuthorityMatrix.TEAM);
            assertFalse(allowed(in, agent, Verb.START_AGENT), role.word());
            assertEquals(
                    role == Role.OWNER,
                    allowed(
                            in,
                            new Resource.Unconfined(AuthorityMatrix.SELF, null),
                            Verb.START_AGENT),
                    role.word());
        }
    }

    @Test
    void members_and_viewers_learn_nothing_of_anothers_account() {
        for (Role theirs : Role.values()) {
            var account = new Resource.Account(AuthorityMatrix.OTHER, theirs);
            for (Verb verb : Verb.values()) {
                assertFalse(allowed(actor(Role.MEMBER), account, verb), theirs + ": " + verb);
                assertFalse(allowed(actor(Role.VIEWER), account, verb), theirs + ": " + verb);
            }
        }
    }

    @Test
    void an_admin_does_nothing_to_the_owner() {
        var owner = new Resource.Account(AuthorityMatrix.OTHER, Role.OWNER);
        for (Verb verb : Verb.values()) {
            assertFalse(allowed(actor(Role.ADMIN), owner, verb), verb.name());
        }
    }

    @Test
    void nobody_disables_or_adds_an_owner() {
        for (UUID user : Set.of(AuthorityMatrix.SELF, AuthorityMatrix.OTHER)) {
            var owner = new Resource.Account(user, Role.OWNER);
            for (Role role : Role.values()) {
                assertFalse(allowed(actor(role), owner, Verb.DISABLE_USER));
                assertFalse(allowed(actor(role), owner, Verb.INVITE_USER));
            }
        }
    }

    @Test
    void only_the_owner_takes_and_restores_backups() {
        for (Verb verb : Set.of(Verb.BACKUP, Verb.RESTORE)) {
            for (Role role : Role.values()) {
                assertEquals(
                        role == Role.OWNER,
                        allowed(actor(role), Resource.installation(), verb),
                        role + ": " + verb);
            }
        }
    }

    @Test
    void more_power_never_allows_less() {
        forEach(
                (one, verb) -> {
                    if (one.title().equals("one's own account")) {
                        return;
                    }
                    Role above = Role.OWNER;
                    for (Role role : Role.values()) {
                        if (one.allows(role, verb)) {
                            assertTrue(one.allows(above, verb), one.title() + ": " + verb);
                        }
                        above = role;
                    }
                });
    }

    @Test
    void being_in_one_team_opens_nothing_of_another() {
        var elsewhere = new UUID(0, 99);
        var member =
                new Actor(AuthorityMatrix.SELF, "self", Role.MEMBER, Map.of(elsewhere, Role.OWNER));
        var things =
                Set.of(
                        Resource.shared(AuthorityMatrix.OTHER, AuthorityMatrix.TEAM),
                        new Resource.Team(AuthorityMatrix.TEAM),
                        new Resource.Membership(AuthorityMatrix.TEAM, Role.VIEWER));
        for (Resource thing : things) {
            for (Verb verb : Verb.values()) {
                assertFalse(allowed(member, thing, verb), thing + ": " + verb);
            }
        }
    }

    @Test
    void no_is_a_problem_with_its_reason() {
        Failure failure =
                assertThrows(
                        Failure.class,
                        () ->
                                Authority.require(
                                        actor(Role.ADMIN), Resource.installation(), Verb.BACKUP));
        assertEquals(ProblemType.FORBIDDEN, failure.type());
        assertEquals("Only the owner may do this.", failure.forTheCaller());
    }

    private interface Check {
        void of(AuthorityMatrix.Case one, Verb verb);
    }

    private static void forEach(Check check) {
        for (AuthorityMatrix.Case one : AuthorityMatrix.cases()) {
            for (Verb verb : Verb.values()) {
                check.of(one, verb);
            }
        }
    }

    private static boolean allowed(Actor actor, Resource resource, Verb verb) {
        return Authority.decide(actor, resource, verb) instanceof Decision.Allowed;
    }

    private static Actor actor(Role role) {
        return new Actor(AuthorityMatrix.SELF, "self", role, Map.of());
    }
}
