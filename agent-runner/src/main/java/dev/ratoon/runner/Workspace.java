package dev.ratoon.runner;

/** How far the agent's files are. */
enum Workspace {
    PREPARING,
    READY,
    FAILED
}
