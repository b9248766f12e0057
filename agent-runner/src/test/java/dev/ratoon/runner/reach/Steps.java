package dev.ratoon.runner.reach;

/** Time that goes on only when somebody waits. */
final class Steps implements Pace {
    private long now;

    @Override
    public long millis() {
        return now;
    }

    @Override
    public void pause(long millis) {
        now += millis;
    }
}
