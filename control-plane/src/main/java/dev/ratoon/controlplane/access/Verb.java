package dev.ratoon.controlplane.access;

/** What somebody can ask for. A verb is here from its first use on. */
public enum Verb {
    READ_STATUS,
    READ_METRICS,
    READ_API_DESCRIPTION,
    /** A ticket for a WebSocket; what flows through it asks again, by the path's own verb. */
    OPEN_SOCKET,
    BACKUP,
    RESTORE,

    LIST_USERS,
    INVITE_USER,
    /** To shut a user out, and to let them in again. */
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
    CHANGE_MEMBERS,

    LIST_KEYS,
    CHANGE_KEYS,

    /** Whether a GitHub account is connected, and what its token may do. */
    READ_GITHUB,
    /** To ask GitHub with the token: repositories, branches. */
    USE_GITHUB,
    CHANGE_GITHUB,

    /** For which git hosts there is a login, which are trusted over ssh, and the public key. */
    LIST_GIT_HOSTS,
    CHANGE_GIT_HOSTS,

    /** What somebody's agents have spent. */
    READ_SPENDING,
    /** To let an agent, or all of an owner's, spend more than is usual here. */
    RAISE_CAP,

    /** Its script and all else that it says. */
    READ_ENVIRONMENT,
    /** To start an agent with it. */
    USE_ENVIRONMENT,
    CHANGE_ENVIRONMENT,
    /** To have its setup script given them, in an agent of one's own. */
    USE_ENVIRONMENT_SECRETS,
    /** To give and remove them; and to look into a sandbox while a setup knows them. */
    CHANGE_ENVIRONMENT_SECRETS,

    /** Which hosts all agents of somebody may reach. */
    LIST_ALLOWED_HOSTS,
    CHANGE_ALLOWED_HOSTS,

    READ_PERSONA,
    /** To start agents with it. */
    USE_PERSONA,
    CHANGE_PERSONA,

    START_AGENT,
    /** Its facts, its log, its files. */
    READ_AGENT,
    /** Messages, stop, pause, mode, limits, name. */
    STEER_AGENT,
    /** Yes or no to what an agent asks. */
    DECIDE,
    /** To let it reach a host for a while. */
    ALLOW_HOST,
    /** A command or a terminal in its sandbox. */
    ENTER_AGENT,
    /** Its work to where its repository comes from, in one's own name. */
    PUBLISH_AGENT,
    DELETE_AGENT
}
