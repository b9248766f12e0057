package dev.ratoon.git.github;

import java.time.Instant;

/** How often GitHub answers this token, by what it said last. */
public record RateLimit(int limit, int remaining, Instant resetAt) {}
