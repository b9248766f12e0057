package dev.ratoon.controlplane.gate;

import dev.ratoon.controlplane.problem.ProblemType;

/** Why a request does not pass. */
record Refusal(ProblemType type, String detail) {}
