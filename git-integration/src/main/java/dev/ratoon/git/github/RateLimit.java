package dev.ratoon.git.github;

import java.time.Instant;

/** How often GitHub answers this token, by what it said last. */
public record RateLimit(long limit, long remaining, Instant resetAt) {}
