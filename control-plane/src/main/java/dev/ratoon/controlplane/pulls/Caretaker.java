package dev.ratoon.controlplane.pulls;

import dev.ratoon.git.github.GitHubAccount;

/** With whose login a pull request is looked after. */
sealed interface Caretaker {
    record With(GitHubAccount account) implements Caretaker {}

    /** Why, and what to do, for people. */
    record Nobody(String why) implements Caretaker {}
}
