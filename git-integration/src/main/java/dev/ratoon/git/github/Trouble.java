package dev.ratoon.git.github;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Why GitHub did not give what was asked for: what happened, and what to do next. */
public sealed interface Trouble {
    String what();

    String nextStep();

    /** The token is none, any more. */
    record TokenRefused(String host) implements Trouble {
        @Override
        public String what() {
            return host + " does not take the token: it was revoked, has expired, or is no token.";
        }

        @Override
        public String nextStep() {
            return "Make a new one and connect it: ratoon github connect";
        }
    }

    /**
     * The token may not do that.
     *
     * @param needed the scopes or permissions that GitHub names as good for it; may be empty
     */
    record NotAllowed(String host, String said, String needed) implements Trouble {
        @Override
        public String what() {
            return host + " does not allow it to this token (" + said + ").";
        }

        @Override
        public String nextStep() {
            return needed.isEmpty()
                    ? "Ask for the right there, or connect a token that has it"
                    : "Give the token " + needed + ", or connect one that has it";
        }
    }

    /** An organisation wants the token authorised for its single sign-on first. */
    record SignOnNeeded(String host, Optional<String> address) implements Trouble {
        @Override
        public String what() {
            return "The organisation shows this to tokens only that are authorised for its single"
                    + " sign-on.";
        }

        @Override
        public String nextStep() {
            return address.map(url -> "Authorise the token: " + url)
                    .orElse(
                            "Authorise the token at "
                                    + host
                                    + ": Settings, Developer settings, Configure SSO");
        }
    }

    /** It can be read, and does not fit what is there: a branch that is gone, nothing to merge. */
    record NotTaken(String host, String said) implements Trouble {
        @Override
        public String what() {
            return host + " does not take it: " + said + ".";
        }

        @Override
        public String nextStep() {
            return "Change what it names, or what is there, and try again";
        }
    }

    /** It is not there, or not for this token: GitHub does not tell these apart. */
    record NotFound(String what) implements Trouble {
        @Override
        public String nextStep() {
            return "Check its name, and that the token reaches it: ratoon github status";
        }
    }

    /**
     * The limit is reached; nothing is asked before that time.
     *
     * @param secondary whether too much was asked at once, rather than too much in an hour
     */
    record AskLater(String host, boolean secondary, Instant until, Duration after)
            implements Trouble {
        @Override
        public String what() {
            return secondary
                    ? host + " asks to be asked less often."
                    : host + " has answered as often as it does in an hour.";
        }

        @Override
        public String nextStep() {
            return "Try again in %d s, at %s"
                    .formatted(after.toSeconds(), until.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /** No answer, or none in time. */
    record Unreachable(String what) implements Trouble {
        @Override
        public String nextStep() {
            return "Try again later; if it stays, look at ratoon.github.api-url and the network";
        }
    }

    /** An answer that does not fit. */
    record Strange(String host, String said) implements Trouble {
        @Override
        public String what() {
            return host + " answered what cannot be used (" + said + ").";
        }

        @Override
        public String nextStep() {
            return "Try again later; if it stays, check that ratoon.github.api-url is a GitHub";
        }
    }
}
