package dev.ratoon.environments.local;

import java.util.ArrayList;
import java.util.List;

/**
 * The system calls that a side may not make, as a program for the kernel. It refuses what has led
 * out of sandboxes, and what no work in a workspace needs; it is the second wall, behind namespaces
 * and missing capabilities.
 */
final class Filter {
    private static final int NOT_PERMITTED = 1;
    private static final int NO_SUCH_CALL = 38;
    private static final int NO_SUCH_FAMILY = 97;

    /** CLONE_NEW of mount, cgroup, uts, ipc, user, pid and net. */
    private static final int NAMESPACES = 0x7E02_0000;

    /** CLONE_NEWTIME: means that to unshare, and part of a signal's number to clone. */
    private static final int TIME_NAMESPACE = 0x80;

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;
    private static final int TIOCSETD = 0x5423;

    private static final int UNIX = 1;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int NETLINK = 16;

    /** An x32 call carries it; the same calls by other numbers would pass the filter. */
    private static final int X32 = 0x4000_0000;

    private static final List<String> REFUSED =
            List.of(
                    "setns mount umount2 pivot_root chroot open_tree open_tree_attr move_mount",
                    "fsopen fsconfig fsmount fspick mount_setattr",
                    "add_key request_key keyctl bpf perf_event_open",
                    "kexec_load kexec_file_load init_module finit_module delete_module",
                    "io_uring_setup io_uring_enter io_uring_register userfaultfd",
                    "open_by_handle_at swapon swapoff reboot acct quotactl quotactl_fd",
                    "settimeofday clock_settime iopl ioperm syslog vhangup uselib sysfs",
                    "fanotify_init modify_ldt lookup_dcookie");

    /** Only where nothing foreign shares the side: debuggers are part of the hands' work. */
    private static final List<String> TRACING = List.of("ptrace pidfd_getfd kcmp");

    private Filter() {}

    static byte[] forSide(Side side, Syscalls calls) {
        var program = new BpfProgram();
        program.killUnlessArchitecture(calls.architecture());
        program.loadCall();
        if (calls.x32()) {
            program.killIfAnyBit(X32);
        }
        // What a library tries first and can do without, it is told does not exist.
        program.refuse(
                calls.numbers(List.of("clone3", "process_vm_readv", "process_vm_writev")),
                NO_SUCH_CALL);
        program.refuse(calls.numbers(words(REFUSED)), NOT_PERMITTED);
        if (side == Side.RUNNER) {
            program.refuse(calls.numbers(words(TRACING)), NOT_PERMITTED);
        }
        program.refuseIfAnyBit(calls.number("clone"), 0, NAMESPACES, NOT_PERMITTED);
        program.refuseIfAnyBit(
                calls.number("unshare"), 0, NAMESPACES | TIME_NAMESPACE, NOT_PERMITTED);
        program.refuseIfOneOf(
                calls.number("ioctl"), 1, List.of(TIOCSTI, TIOCLINUX, TIOCSETD), NOT_PERMITTED);
        // Netlink only for what every C library asks it: which interfaces there are.
        program.refuseUnlessZero(calls.number("socket"), 0, NETLINK, 2, NO_SUCH_FAMILY);
        for (String call : List.of("socket", "socketpair")) {
            program.refuseUnlessOneOf(
                    calls.number(call), 0, List.of(UNIX, INET, INET6, NETLINK), NO_SUCH_FAMILY);
        }
        program.allow();
        return program.bytes();
    }

    private static List<String> words(List<String> lines) {
        var words = new ArrayList<String>();
        lines.forEach(line -> words.addAll(List.of(line.split(" ", -1))));
        return words;
    }
}
