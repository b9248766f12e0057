package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxesContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What hostile code in the hands' side tries, and does not get. */
class AttacksIT {
    private static final Set<String> ROOT_OF_HANDS =
            Set.of(
                    "bin",
                    "dev",
                    "etc",
                    "lib",
                    "lib32",
                    "lib64",
                    "opt",
                    "proc",
                    "run",
                    "sbin",
                    "tmp",
                    "usr",
                    "workspace");

    Bench bench() throws IOException, SandboxTrouble {
        return new Bench();
    }

    @Test
    void nothingOfTheMachineIsThereButItsPrograms() throws Exception {
        try (var bench = bench()) {
            Path token = Files.writeString(bench.root.resolve("owner.token"), "secret");
            SandboxName name = bench.running("one", 1);

            var seen = new TreeSet<>(List.of(bench.inHands(name, "ls /").split("\n", -1)));

            seen.removeAll(ROOT_OF_HANDS);
            assertEquals(Set.of(), seen);
            assertRefused(bench.inHands(name, "cat /etc/shadow"));
            assertRefused(bench.inHands(name, "cat " + token));
            assertRefused(bench.inHands(name, "ls /run/docker.sock /var/run/docker.sock"));
            assertEquals("ratoon", bench.inHands(name, "ls /run"));
            assertEquals("link", bench.inHands(name, "ls /run/ratoon"));
        }
    }

    @Test
    void theEnvironmentTellsNothingElse() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            List<String> variables =
                    bench.inHands(name, "env | sed 's/=.*//' | sort").lines().toList();

            assertEquals(
                    List.of(
                            "HOME",
                            "LANG",
                            "PATH",
                            "PWD",
                            "RATOON_LINK",
                            "RATOON_WORKSPACE",
                            "TMPDIR"),
                    variables.stream().filter(each -> !each.matches("_|OLDPWD|SHLVL")).toList());
        }
    }

    @Test
    void theRunnersKeyStateAndProcessesAreNotThere() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            bench.inRunner(name, "echo " + Bench.KEY + " > /state/outbox");
            long runner = bench.life(name, Side.RUNNER).init().orElseThrow().pid();

            String look =
                    "grep -ral "
                            + "[f]irst-key-of-this /proc/[0-9]*/environ /run /workspace /tmp;"
                            + "find / -name first-key -o -name outbox -o -name '*.sock' 2>/dev/null;"
                            + "ls /state /run/ratoon/doors /run/ratoon/key 2>/dev/null;"
                            + "kill -0 "
                            + runner
                            + " 2>/dev/null && echo reached; true";

            assertEquals("", bench.inHands(name, look + " 2>/dev/null"));
            assertEquals(Bench.KEY, bench.inRunner(name, "cat $RATOON_FIRST_KEY_FILE"));
        }
    }

    @Test
    void theRunnerDoesNotSeeTheWorkspace() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            bench.inHands(name, "echo hostile > /workspace/note");

            assertRefused(bench.inRunner(name, "ls /workspace"));
        }
    }

    @Test
    void noNamespaceOfUsersCanBeMade() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            assertRefused(bench.inHands(name, "unshare -U true"));
            assertEquals("1", call(bench, name, "unshare", 0x1000_0000));
            assertEquals("1", call(bench, name, "clone", 0x1000_0011));
            assertEquals("38", call(bench, name, "clone3", 0));
            assertEquals("1", call(bench, name, "setns", 0));
        }
    }

    @Test
    void nothingIsTypedIntoATerminal() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            // Its own terminal, of which the kernel by itself takes what is typed for its reader;
            // the program's end hangs it up.
            String type =
                    "perl -MPOSIX -e '$SIG{HUP} = \"IGNORE\"; POSIX::setsid(); my $n = pack(\"i\", 0);"
                            + " open(M, \"+<\", \"/dev/ptmx\") or die $!;"
                            + " ioctl(M, 0x40045431, $n) && ioctl(M, 0x80045430, $n) or die $!;"
                            + " open(T, \"+<\", \"/dev/pts/\" . unpack(\"i\", $n)) or die $!;"
                            + " my $c = \"x\"; ioctl(T, %s, $c) ? print 0 : print $!+0'";

            assertEquals("1", bench.inHands(name, type.formatted("0x5412")));
            assertEquals("1", bench.inHands(name, type.formatted("0x541C")));
            // The upper half of the number is nothing to the kernel, so it must be nothing to us.
            assertEquals(
                    "1", bench.inHands(name, perlCall("ioctl", "fileno(STDIN), 0x7f00005412, 0")));
            assertRefused(bench.inHands(name, ": < /dev/tty"));
        }
    }

    @Test
    void theRunnerIsNotTraced() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            long runner = bench.life(name, Side.RUNNER).init().orElseThrow().pid();

            assertEquals("3", bench.inHands(name, perlCall("ptrace", "16, " + runner + ", 0, 0")));
            assertEquals("38", call(bench, name, "process_vm_readv", runner));
            assertEquals("1", bench.inRunner(name, perlCall("ptrace", "0, 0, 0, 0")));
        }
    }

    /** Debuggers are part of an agent's work, and nothing foreign is in reach of them. */
    @Test
    void theHandsMayTraceTheirOwn() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            assertEquals("0", bench.inHands(name, perlCall("ptrace", "0, 0, 0, 0")));
        }
    }

    @Test
    void thereIsNoNetworkButItsOwnLoopback() throws Exception {
        try (var bench = bench();
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SandboxName name = bench.running("one", 1);
            String connect =
                    "perl -MSocket -e 'socket(S, 2, 1, 0) or die $!; connect(S, sockaddr_in(%d,"
                            + " inet_aton(\"%s\"))) ? print 0 : print $!+0'";

            assertEquals(
                    "111",
                    bench.inHands(name, connect.formatted(server.getLocalPort(), "127.0.0.1")));
            assertEquals("101", bench.inHands(name, connect.formatted(53, "192.0.2.1")));
            assertEquals("lo", bench.inHands(name, "sed -n 's/:.*//p' /proc/net/dev | tr -d ' '"));
            assertEquals(
                    "0",
                    bench.inHands(
                            name,
                            "perl -MSocket -e 'socket(L, 2, 1, 0); bind(L, sockaddr_in(7071,"
                                    + " INADDR_LOOPBACK)) or die $!; listen(L, 1) or die $!;"
                                    + " socket(S, 2, 1, 0); connect(S, sockaddr_in(7071,"
                                    + " INADDR_LOOPBACK)) ? print 0 : print $!+0'"));
        }
    }

    @Test
    void socketsThatNoNamespaceHoldsAreRefused() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            for (String family : List.of("40", "17", "38", "31")) {
                assertEquals("97", bench.inHands(name, perlCall("socket", family + ", 1, 0")));
            }
            assertEquals("97", bench.inHands(name, perlCall("socket", "16, 3, 12")));
            assertEquals("0", bench.inHands(name, perlCall("socket", "16, 3, 0")));
        }
    }

    @Test
    void nothingIsMounted() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            assertRefused(bench.inHands(name, "mount -t tmpfs none /tmp"));
            for (String call : List.of("mount", "umount2", "fsopen", "open_tree", "move_mount")) {
                assertEquals("1", call(bench, name, call, 0), call);
            }
        }
    }

    @Test
    void whatTheKernelNeedNotDoForAnAgentItDoesNot() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            for (String call :
                    List.of(
                            "io_uring_setup",
                            "userfaultfd",
                            "keyctl",
                            "add_key",
                            "request_key",
                            "bpf",
                            "perf_event_open",
                            "open_by_handle_at",
                            "fanotify_init")) {
                assertEquals("1", call(bench, name, call, 0), call);
            }
        }
    }

    @Test
    void callsOfAnotherKindAreTheEndOfTheCaller() throws Exception {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return;
        }
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            assertEquals(
                    "159",
                    bench.inHands(name, "perl -e 'syscall(0x40000027)'; echo $?")
                            .lines()
                            .reduce((_, last) -> last)
                            .orElse(""));
        }
    }

    @Test
    void programsAndConfigurationAreNotWritable() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            for (String path :
                    List.of(
                            "/x",
                            "/usr/x",
                            "/etc/x",
                            "/etc/passwd",
                            "/dev/x",
                            "/opt/ratoon/jdk/x")) {
                assertRefused(bench.inHands(name, "touch " + path));
            }
        }
    }

    @Test
    void thereIsNoPrivilegeAndNoWayToGetOne() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            for (Side side : Side.values()) {
                String script = "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status";
                String status =
                        side == Side.HANDS
                                ? bench.inHands(name, script)
                                : bench.inRunner(name, script);

                assertTrue(status.contains("NoNewPrivs:\t1"), status);
                assertTrue(status.contains("Seccomp:\t2"), status);
                assertEquals(
                        5,
                        status.lines()
                                .filter(line -> line.endsWith("\t" + "0".repeat(16)))
                                .count());
            }
        }
    }

    @Test
    void eachAgentIsAUserOfItsOwn() throws Exception {
        try (var bench = bench()) {
            SandboxName one = bench.running("one", 1);
            SandboxName two = bench.running("two", 1);

            assertEquals(bench.rootRuns(), uid(bench, one) != uid(bench, two));
            assertTrue(uid(bench, one) != 0);
        }
    }

    @Test
    void theFirstProcessOfASideOutlivesItsAttackers() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);

            bench.inHands(name, "kill -9 1; true");

            assertTrue(SandboxesContract.isRunning(bench.sandboxes(), name));
        }
    }

    @Test
    void whatIsLeftInTheSharedDirectoryLeadsNowhereWhenItIsRemoved() throws Exception {
        try (var bench = bench()) {
            Path kept = Files.writeString(bench.root.resolve("kept"), "kept");
            SandboxName name = bench.running("one", 1);
            bench.inHands(
                    name,
                    "cd /run/ratoon/link && rm -f *.sock; ln -s "
                            + bench.root
                            + " away; ln -s "
                            + kept
                            + " hands.sock; mkfifo gateways.sock; perl -e 'for (1..300) {"
                            + " mkdir \"d\"; chdir \"d\" }'; touch $(printf %0200d 1); mkdir"
                            + " closed; touch closed/x; chmod 0 closed");

            bench.sandboxes().stop(name);

            assertEquals("kept", Files.readString(kept));
            assertTrue(Files.notExists(bench.incarnation(name).directory()));
        }
    }

    private static int uid(Bench bench, SandboxName name) {
        String status =
                ProcessTable.status(bench.life(name, Side.HANDS).init().orElseThrow().pid());
        return Integer.parseInt(
                status.lines()
                        .filter(line -> line.startsWith("Uid:"))
                        .findFirst()
                        .orElseThrow()
                        .split("\t", -1)[1]);
    }

    private static String call(Bench bench, SandboxName name, String call, long argument)
            throws Exception {
        return bench.inHands(name, perlCall(call, argument + ", 0, 0, 0, 0"));
    }

    /** Makes one call of the system's and prints its error, 0 when it succeeded. */
    private static String perlCall(String call, String arguments) {
        int number = Syscalls.of(System.getProperty("os.arch")).orElseThrow().number(call);
        return "perl -e 'print syscall(%d, %s) == -1 ? $!+0 : 0'".formatted(number, arguments);
    }

    static void assertRefused(String said) {
        assertTrue(
                said.matches(
                        "(?s).*(No such file|No such device|Read-only|denied|not permitted|failed|No"
                                + " space).*"),
                "it was let: " + said);
    }
}
