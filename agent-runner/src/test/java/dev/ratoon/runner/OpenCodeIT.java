package dev.ratoon.runner;

class OpenCodeIT extends ScenariosContract {
    OpenCodeIT() {
        super(RealHarness.OPENCODE);
    }
}
