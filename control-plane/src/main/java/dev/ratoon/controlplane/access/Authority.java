package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: one pure function. Whatever no line of it allows is denied. All its answers
 * stand in docs/reference/authorisation.md.
 */
public final class Authority {
    private static final Decision ALLOWED = new Decision.Allowed();
    private static final Decision NO_SUCH_VERB = denied("Nobody may do this here.");

    private Authority() {}

    /** Throws what the caller reads when the answer is no. */
    public static void require(Actor actor, Resource resource, Verb verb) {
        switch (decide(actor, resource, verb)) {
            case Decision.Allowed _ -> {}
            case Decision.Denied(String reason) ->
                    throw new Failure(
                            ProblemType.FORBIDDEN,
                            reason,
                            actor.name() + " may not " + verb + " on " + resource);
        }
    }

    public static boolean allows(Actor actor, Resource resource, Verb verb) {
        return decide(actor, resource, verb) instanceof Decision.Allowed;
    }

    public static Decision decide(Actor actor, Resource resource, Verb verb) {
        return switch (resource) {
            case Resource.Installation _ -> onInstallation(actor, verb);
            case Resource.Account account -> onAccount(actor, account, verb);
            case Resource.Owned owned -> onOwned(actor, owned, verb);
            case Resource.Unconfined bare -> UnconfinedAgents.decide(actor, bare, verb);
            case Resource.Team team -> onTeam(actor, team, verb);
            case Resource.Membership membership -> onMembership(actor, membership, verb);
        };
    }

    private static Decision onInstallation(Actor actor, Verb verb) {
        return switch (verb) {
            case READ_STATUS,
                    READ_METRICS,
                    READ_API_DESCRIPTION,
                    OPEN_SOCKET,
                    LIST_USERS,
                    LIST_TEAMS ->
                    ALLOWED;
            case CREATE_TEAM, READ_SPENDING -> governing(actor);
            // A backup holds everybody's things, so it takes more than governing.
            case BACKUP, RESTORE ->
                    allowedIf(actor.role() == Role.OWNER, "Only the owner may do this.");
            case INVITE_USER,
                    DISABLE_USER,
                    LIST_SESSIONS,
                    END_SESSION,
                    LIST_TOKENS,
                    CREATE_TOKEN,
                    REVOKE_TOKEN,
                    CREATE_LOGIN_LINK,
                    DELETE_TEAM,
                    CHANGE_MEMBERS,
                    LIST_KEYS,
                    CHANGE_KEYS,
                    READ_GITHUB,
                    USE_GITHUB,
                    CHANGE_GITHUB,
                    LIST_GIT_HOSTS,
                    CHANGE_GIT_HOSTS,
                    RAISE_CAP,
                    READ_ENVIRONMENT,
                    USE_ENVIRONMENT,
                    CHANGE_ENVIRONMENT,
                    LIST_ALLOWED_HOSTS,
                    CHANGE_ALLOWED_HOSTS,
                    USE_ENVIRONMENT_SECRETS,
                    CHANGE_ENVIRONMENT_SECRETS,
                    READ_PERSONA,
                    USE_PERSONA,
                    CHANGE_PERSONA,
                    START_AGENT,
                    READ_AGENT,
                    STEER_AGENT,
                    DECIDE,
                    ALLOW_HOST,
                    ENTER_AGENT,
                    PUBLISH_AGENT,
                    DELETE_AGENT ->
                    NO_SUCH_VERB;
        };
    }

    private static Decision onAccount(Actor actor, Resource.Account account, Verb verb) {
        boolean self = actor.userId().equals(account.user());
        return switch (verb) {
            // Even a viewer can throw out whoever found its laptop.
            case LIST_SESSIONS, END_SESSION, LIST_TOKENS, REVOKE_TOKEN ->
                    self ? ALLOWED : governingUpTo(actor, account.role());
            case CREATE_TOKEN ->
                    allowedIf(
                            self && works(actor),
                            "Tokens are made by the user whose they are, and not by viewers.");
            case CREATE_LOGIN_LINK ->
                    self
                            ? allowedIf(works(actor), "A viewer may not do this.")
                            : governingAbove(actor, account.role());
            // There is one owner, from the first start on: nobody adds one or removes it.
            case INVITE_USER, DISABLE_USER ->
                    account.role() == Role.OWNER
                            ? denied("There is exactly one owner, who stays.")
                            : governingUpTo(actor, account.role());
            case READ_SPENDING -> self ? ALLOWED : governingUpTo(actor, account.role());
            case RAISE_CAP -> self ? governing(actor) : governingUpTo(actor, account.role());
            case READ_STATUS,
                    READ_METRICS,
                    READ_API_DESCRIPTION,
                    OPEN_SOCKET,
                    BACKUP,
                    RESTORE,
                    LIST_USERS,
                    LIST_TEAMS,
                    CREATE_TEAM,
                    DELETE_TEAM,
                    CHANGE_MEMBERS,
                    LIST_KEYS,
                    CHANGE_KEYS,
                    READ_GITHUB,
                    USE_GITHUB,
                    CHANGE_GITHUB,
                    LIST_GIT_HOSTS,
                    CHANGE_GIT_HOSTS,
                    READ_ENVIRONMENT,
                    USE_ENVIRONMENT,
                    CHANGE_ENVIRONMENT,
                    LIST_ALLOWED_HOSTS,
                    CHANGE_ALLOWED_HOSTS,
                    USE_ENVIRONMENT_SECRETS,
                    CHANGE_ENVIRONMENT_SECRETS,
                    READ_PERSONA,
                    USE_PERSONA,
                    CHANGE_PERSONA,
                    START_AGENT,
                    READ_AGENT,
                    STEER_AGENT,
                    DECIDE,
                    ALLOW_HOST,
                    ENTER_AGENT,
                    PUBLISH_AGENT,
                    DELETE_AGENT ->
                    NO_SUCH_VERB;
        };
    }

    private static Decision onOwned(Actor actor, Resource.Owned owned, Verb verb) {
        boolean own = actor.userId().equals(owned.owner());
        UUID team = owned.team();
        return switch (verb) {
            case LIST_KEYS ->
                    team == null
                            ? allowedIf(own, "Personal keys are seen by their owner only.")
                            : allowedIf(
                                    roleIn(actor, team) != null || governs(actor),
                                    "Only members of the team see its keys.");
            case CHANGE_KEYS ->
                    team == null
                            ? allowedIf(
                                    own && works(actor),
                                    "Personal keys are changed by their owner only.")
                            : allowedIf(
                                    governs(actor)
                                            || atLeast(Role.ADMIN, roleIn(actor, team))
                                            || (own && atLeast(Role.MEMBER, roleIn(actor, team))),
                                    "Only the team's owner and admins may do this.");
            // A token acts as the person whose it is: governing is no right to that.
            case READ_GITHUB ->
                    allowedIf(team == null && own, "A GitHub account is its user's only.");
            case USE_GITHUB, CHANGE_GITHUB ->
                    allowedIf(
                            team == null && own && works(actor),
                            "A GitHub account is used by its user only, and not by viewers.");
            // So does a login, and so does a key.
            case LIST_GIT_HOSTS ->
                    allowedIf(
                            team == null && own,
                            "Logins and keys for git hosts are seen by their user only.");
            case CHANGE_GIT_HOSTS ->
                    allowedIf(
                            team == null && own && works(actor),
                            "Logins and keys for git hosts are given by their user only, and not"
                                    + " by viewers.");
            case READ_ENVIRONMENT ->
                    team == null
                            ? allowedIf(own, "A personal environment is seen by its owner only.")
                            : allowedIf(
                                    isIn(actor, team) || governs(actor),
                                    "Only members of the team see its environments.");
            // What a script does is done in its user's name: governing is no right to that.
            case USE_ENVIRONMENT, USE_ENVIRONMENT_SECRETS ->
                    allowedIf(
                            team == null ? own && works(actor) : worksIn(actor, team),
                            "Only its owner, or the members of its team, may do this.");
            case CHANGE_ENVIRONMENT, CHANGE_ENVIRONMENT_SECRETS ->
                    team == null
                            ? allowedIf(
                                    own && works(actor),
                                    "A personal environment is changed by its owner only.")
                            : allowedIf(
                                    governs(actor)
                                            || atLeast(Role.ADMIN, roleIn(actor, team))
                                            || (own && atLeast(Role.MEMBER, roleIn(actor, team))),
                                    "Only its owner and the team's owner and admins may do this.");
            case LIST_ALLOWED_HOSTS ->
                    allowedIf(
                            team == null ? own : isIn(actor, team) || governs(actor),
                            "Only its owner, or the members of its team, see this.");
            case CHANGE_ALLOWED_HOSTS ->
                    team == null
                            ? allowedIf(
                                    own && works(actor),
                                    "What one's own agents may always reach is said by their owner"
                                            + " only.")
                            : allowedIf(
                                    governs(actor)
                                            || atLeast(Role.ADMIN, roleIn(actor, team))
                                            || (own && atLeast(Role.MEMBER, roleIn(actor, team))),
                                    "What a team's agents may always reach is said by the agent's"
                                            + " owner and the team's owner and admins only.");
            case READ_PERSONA ->
                    team == null
                            ? allowedIf(own, "A personal persona is seen by its owner only.")
                            : allowedIf(
                                    isIn(actor, team) || governs(actor),
                                    "Only members of the team see its personas.");
            // What a persona is told is done in its user's name: governing is no right to that.
            case USE_PERSONA ->
                    allowedIf(
                            team == null ? own && works(actor) : worksIn(actor, team),
                            "Only its owner, or the members of its team, may do this.");
            case CHANGE_PERSONA ->
                    team == null
                            ? allowedIf(
                                    own && works(actor),
                                    "A personal persona is changed by its owner only.")
                            : allowedIf(
                                    governs(actor)
                                            || atLeast(Role.ADMIN, roleIn(actor, team))
                                            || (own && atLeast(Role.MEMBER, roleIn(actor, team))),
                                    "Only its owner and the team's owner and admins may do this.");
            case READ_AGENT ->
                    allowedIf(
                            own || isIn(actor, team) || (team != null && governs(actor)),
                            "Only its owner and its team see this agent.");
            // What an agent does is done in its owner's name: governing is no right to that.
            case START_AGENT, STEER_AGENT, DECIDE, ALLOW_HOST, ENTER_AGENT, PUBLISH_AGENT ->
                    allowedIf(
                            (own && works(actor)) || worksIn(actor, team),
                            "Only its owner and the members of its team may do this.");
            case RAISE_CAP ->
                    allowedIf(
                            (governs(actor) && (own || team != null))
                                    || (team != null && atLeast(Role.ADMIN, roleIn(actor, team))),
                            team == null
                                    ? "Only an owner or admin may let an agent of their own spend more than is usual here."
                                            + " Start it in a team, whose admins may; or the operator raises ratoon.agents.money or ratoon.agents.tokens."
                                    : "Only an owner or admin, or an admin of its team, may let it spend more"
                                            + " than is usual here.");
            case DELETE_AGENT ->
                    allowedIf(
                            (own && works(actor))
                                    || (team != null
                                            && (governs(actor)
                                                    || atLeast(Role.ADMIN, roleIn(actor, team)))),
                            "Only its owner and the admins of its team may do this.");
            case READ_SPENDING,
                    READ_STATUS,
                    READ_METRICS,
                    READ_API_DESCRIPTION,
                    OPEN_SOCKET,
                    BACKUP,
                    RESTORE,
                    LIST_USERS,
                    INVITE_USER,
                    DISABLE_USER,
                    LIST_SESSIONS,
                    END_SESSION,
                    LIST_TOKENS,
                    CREATE_TOKEN,
                    REVOKE_TOKEN,
                    CREATE_LOGIN_LINK,
                    LIST_TEAMS,
                    CREATE_TEAM,
                    DELETE_TEAM,
                    CHANGE_MEMBERS ->
                    NO_SUCH_VERB;
        };
    }

    private static Decision onTeam(Actor actor, Resource.Team team, Verb verb) {
        return verb == Verb.DELETE_TEAM
                ? allowedIf(
                        governs(actor) || atLeast(Role.OWNER, roleIn(actor, team.id())),
                        "Only the team's owner, or an owner or admin of Ratoon, may do this.")
                : NO_SUCH_VERB;
    }

    private static Decision onMembership(Actor actor, Resource.Membership place, Verb verb) {
        Role own = roleIn(actor, place.team());
        return verb == Verb.CHANGE_MEMBERS
                ? allowedIf(
                        governs(actor) || (atLeast(Role.ADMIN, own) && atLeast(place.role(), own)),
                        "Only the team's owner and admins may do this, and nobody above oneself.")
                : NO_SUCH_VERB;
    }

    private static Decision governing(Actor actor) {
        return allowedIf(governs(actor), "Only an owner or admin may do this.");
    }

    private static Decision governingUpTo(Actor actor, Role role) {
        return allowedIf(
                governs(actor) && atLeast(role, actor.role()),
                "Only an owner or admin may do this, and to nobody above oneself.");
    }

    /** Whoever has a link for somebody can act as them: nobody gains by becoming who is weaker. */
    private static Decision governingAbove(Actor actor, Role role) {
        return allowedIf(
                governs(actor) && actor.role().compareTo(role) < 0,
                "Only an owner or admin may do this, and only for users below oneself.");
    }

    private static boolean governs(Actor actor) {
        return atLeast(Role.ADMIN, actor.role());
    }

    /** A viewer of the installation looks on everywhere, whatever it is in a team. */
    private static boolean works(Actor actor) {
        return atLeast(Role.MEMBER, actor.role());
    }

    private static boolean isIn(Actor actor, @Nullable UUID team) {
        return team != null && roleIn(actor, team) != null;
    }

    private static boolean worksIn(Actor actor, @Nullable UUID team) {
        return team != null && atLeast(Role.MEMBER, roleIn(actor, team));
    }

    private static @Nullable Role roleIn(Actor actor, UUID team) {
        Role role = actor.teams().get(team);
        return role == null || works(actor) ? role : Role.VIEWER;
    }

    private static boolean atLeast(Role needed, @Nullable Role role) {
        return role != null && role.compareTo(needed) <= 0;
    }

    private static Decision allowedIf(boolean allowed, String otherwise) {
        return allowed ? ALLOWED : denied(otherwise);
    }

    private static Decision denied(String reason) {
        return new Decision.Denied(reason);
    }
}
