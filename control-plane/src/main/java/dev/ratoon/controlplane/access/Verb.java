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
    CHANGE_KEYS
}
