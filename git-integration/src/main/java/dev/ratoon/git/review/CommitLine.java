package dev.ratoon.git.review;

import java.time.Instant;

/** A commit in a list. */
public record CommitLine(String id, String subject, String author, Instant at) {}
