package dev.ratoon.git;

/**
 * With what somebody shows himself to a host.
 *
 * @param identity whose login it is, the same for each use, and no secret
 * @param user the name for basic authentication
 */
public record Login(String identity, String user, String secret) {
    public Login {
        if (user.indexOf(':') >= 0 || (user + secret).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a login that a header can carry");
        }
    }

    @Override
    public String toString() {
        return "Login[" + identity + "]";
    }
}
