package dev.ratoon.git.publish;

/** Something in the work that a person must say a second yes to. */
public sealed interface Warning {
    String path();

    /** The same for the same thing, and typable: with it somebody accepts it. */
    String id();

    /** For a person: what it is, and why it matters. */
    String words();

    /** What the host runs by itself. */
    record Workflow(String path) implements Warning {
        @Override
        public String id() {
            return "workflow:" + path;
        }

        @Override
        public String words() {
            return path + " is run by the host, with the rights of the repository.";
        }
    }

    /**
     * What is not the agent's to change.
     *
     * @param glob that means it
     * @param whose who wants it so; nobody in particular when it is empty
     */
    record Guarded(String path, String glob, String whose) implements Warning {
        @Override
        public String id() {
            return "guarded:" + path;
        }

        @Override
        public String words() {
            return "%s is for people to change (%s): no push of the agent may."
                    .formatted(path, whose.isEmpty() ? glob : glob + ", of " + whose);
        }
    }

    /** Who has to look at what. */
    record CodeOwners(String path) implements Warning {
        @Override
        public String id() {
            return "codeowners:" + path;
        }

        @Override
        public String words() {
            return path + " says who must review which change.";
        }
    }

    /**
     * What has the form of a key.
     *
     * @param kind like {@code a private key}
     * @param line in the commit that adds it, which need not be the last one
     */
    record Secret(String path, String kind, long line) implements Warning {
        @Override
        public String id() {
            return "secret:" + path;
        }

        @Override
        public String words() {
            return "%s, line %d, has what looks like %s; revoke it if it is one."
                    .formatted(path, line, kind);
        }
    }

    /**
     * The same in what is said of the work, by a commit or by a pull request. One yes is for this
     * key wherever it is said.
     *
     * @param where like {@code the title}
     * @param mark of the key
     */
    record SecretSaid(String where, String kind, String mark) implements Warning {
        @Override
        public String path() {
            return "";
        }

        @Override
        public String id() {
            return "secret-said:" + mark;
        }

        @Override
        public String words() {
            return "In %s is what looks like %s; revoke it if it is one.".formatted(where, kind);
        }
    }

    /**
     * What people took out of upstream since the agent began there, and would come again.
     *
     * @param newest of the commits, by its whole name
     */
    record TakenBack(String newest, int commits) implements Warning {
        @Override
        public String path() {
            return "";
        }

        @Override
        public String id() {
            return "taken-back:%d:%s".formatted(commits, newest.substring(0, 12));
        }

        @Override
        public String words() {
            return "%s taken out upstream since the agent began there, and the work brings that back as it is: a rebase does not."
                    .formatted(
                            commits == 1
                                    ? "The commit %s was".formatted(newest.substring(0, 12))
                                    : "%d commits up to %s were"
                                            .formatted(commits, newest.substring(0, 12)));
        }
    }

    /** What everybody who clones the repository will carry for ever. */
    record Large(String path, long bytes) implements Warning {
        @Override
        public String id() {
            return "large:" + path;
        }

        @Override
        public String words() {
            return "%s has %d MiB, which the repository keeps for ever."
                    .formatted(path, bytes >> 20);
        }
    }
}
