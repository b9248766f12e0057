package dev.ratoon.git.github;

/** A branch, and the commit that it is at. */
public record Branch(String name, String commit, boolean isDefault, boolean isProtected) {}
