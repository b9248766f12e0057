package dev.ratoon.k8s;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether the network policy holds the pods of a namespace. Only {@link Holds} lets agents start;
 * each says what happened, to what, and what to do next.
 */
public sealed interface Proof {
    Instant at();

    String what();

    String nextStep();

    /**
     * Nothing forbidden was reached, and all that is allowed was.
     *
     * @param late how long after its start a pod still reached something forbidden; a sandbox waits
     *     that long before it begins
     */
    record Holds(Instant at, String namespace, int open, int shut, Duration late) implements Proof {
        @Override
        public String what() {
            return "The network policy holds the pods of "
                    + namespace
                    + ": "
                    + shut
                    + " forbidden addresses were tried and not reached, "
                    + open
                    + " allowed ones were"
                    + (late.isZero()
                            ? ""
                            : "; it held "
                                    + late.toMillis()
                                    + " ms after the start of a pod, which sandboxes wait for");
        }

        @Override
        public String nextStep() {
            return "Nothing";
        }
    }

    /** The policy is missing, not enforced, or allows too much. */
    record Open(Instant at, String namespace, List<String> reached) implements Proof {
        public Open {
            reached = List.copyOf(reached);
        }

        @Override
        public String what() {
            return "Pods of "
                    + namespace
                    + " reach what they must not: "
                    + String.join("; ", reached);
        }

        @Override
        public String nextStep() {
            return "See that the cluster's network plugin enforces network policies on every node,"
                    + " that the chart's policy is there, and that no other one allows more:"
                    + " kubectl -n "
                    + namespace
                    + " get networkpolicies";
        }
    }

    /** The policy, or the network, keeps sandboxes from the control plane. */
    record Cut(Instant at, String namespace, List<String> missed) implements Proof {
        public Cut {
            missed = List.copyOf(missed);
        }

        @Override
        public String what() {
            return "Pods of "
                    + namespace
                    + " do not reach what they need: "
                    + String.join("; ", missed);
        }

        @Override
        public String nextStep() {
            return "See that the network policy names these ports and the labels of the control"
                    + " plane's pod, and that the address is the one of its service for sandboxes";
        }
    }

    /** Nobody knows: the canary did not run, or its reports cannot be believed. */
    record Unknown(Instant at, String namespace, String why, String nextStep) implements Proof {
        @Override
        public String what() {
            return "Whether the network policy holds the pods of "
                    + namespace
                    + " is not known: "
                    + why;
        }
    }
}
