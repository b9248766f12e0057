package dev.ratoon.git.github;

/** How far a pull request is. */
public enum PullStatus {
    DRAFT,
    OPEN,
    CLOSED,
    MERGED;

    static PullStatus of(boolean open, boolean merged, boolean draft) {
        return merged ? MERGED : !open ? CLOSED : draft ? DRAFT : OPEN;
    }

    /** Whether it can be changed and merged: no other one is to be opened for its branch. */
    public boolean isOpen() {
        return switch (this) {
            case DRAFT, OPEN -> true;
            case CLOSED, MERGED -> false;
        };
    }
}
