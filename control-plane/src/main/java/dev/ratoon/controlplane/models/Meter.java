package dev.ratoon.controlplane.models;

import java.util.OptionalLong;

/** Says before a call whether it may be made, and is told afterwards what it has used. */
public interface Meter {
    /** The rule of a call that would be admitted if others were over. */
    String UNDER_WAY = "under-way";

    Admission admit(ModelCall call);

    /** What becomes of a call that is asked for. */
    sealed interface Admission {
        /**
         * It may be made, and its tab must be settled.
         *
         * @param mostOutput as many tokens as are reserved for its answer, if it is held to them: a
         *     call that does not say so itself is made to
         */
        record Admitted(Tab tab, OptionalLong mostOutput) implements Admission {
            public Admitted(Tab tab) {
                this(tab, OptionalLong.empty());
            }
        }

        /**
         * It may not.
         *
         * @param rule in one word
         * @param words what is exhausted, and who can change it how
         */
        record Refused(String rule, String words) implements Admission {}
    }

    /** What stands reserved for one call. */
    interface Tab {
        /** Exactly once, whatever became of the call. */
        void settle(Outcome outcome);
    }
}
