package dev.ratoon.runner;

/** What the agent's thread does next. */
interface Task {
    void run() throws InterruptedException;
}
