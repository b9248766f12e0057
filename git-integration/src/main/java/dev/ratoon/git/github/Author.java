package dev.ratoon.git.github;

/**
 * As commits of the user are written, so that GitHub knows whose they are.
 *
 * @param email the one that the user shows to everybody, else the address that GitHub keeps for it
 */
public record Author(String login, String name, String email) {}
