package dev.ratoon.controlplane.operations;

/** From the least to the most that is told. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
