package dev.ratoon.environments.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers of the system calls that the filter knows, for one kind of processor.
 *
 * @param architecture as the kernel's audit names it
 * @param x32 whether the processor has a second set of calls with a bit of its own
 */
record Syscalls(int architecture, boolean x32, Map<String, Integer> numbers) {
    /** Those that came after 5.1 have one number everywhere. */
    private static final String NEW =
            "open_tree 428 move_mount 429 fsopen 430 fsconfig 431 fsmount 432 fspick 433"
                    + " clone3 435 mount_setattr 442 quotactl_fd 443 open_tree_attr 467"
                    + " io_uring_setup 425 io_uring_enter 426 io_uring_register 427"
                    + " pidfd_getfd 438";

    private static final Syscalls X86_64 =
            new Syscalls(
                    0xC000_003E,
                    true,
                    read(
                            NEW
                                    + " prctl 157 ioctl 16 socket 41 socketpair 53 clone 56 unshare 272"
                                    + " setns 308 mount 165 umount2 166 pivot_root 155 chroot 161"
                                    + " ptrace 101 process_vm_readv 310 process_vm_writev 311"
                                    + " kcmp 312 add_key 248 request_key 249 keyctl 250 bpf 321"
                                    + " perf_event_open 298 kexec_load 246 kexec_file_load 320"
                                    + " init_module 175 finit_module 313 delete_module 176"
                                    + " userfaultfd 323 open_by_handle_at 304 swapon 167"
                                    + " swapoff 168 reboot 169 acct 163 quotactl 179"
                                    + " settimeofday 164 clock_settime 227 iopl 172 ioperm 173"
                                    + " syslog 103 vhangup 153 uselib 134 sysfs 139"
                                    + " fanotify_init 300 modify_ldt 154 lookup_dcookie 212"));

    private static final Syscalls AARCH64 =
            new Syscalls(
                    0xC000_00B7,
                    false,
                    read(
                            NEW
                                    + " prctl 167 ioctl 29 socket 198 socketpair 199 clone 220 unshare 97"
                                    + " setns 268 mount 40 umount2 39 pivot_root 41 chroot 51"
                                    + " ptrace 117 process_vm_readv 270 process_vm_writev 271"
                                    + " kcmp 272 add_key 217 request_key 218 keyctl 219 bpf 280"
                                    + " perf_event_open 241 kexec_load 104 kexec_file_load 294"
                                    + " init_module 105 finit_module 273 delete_module 106"
                                    + " userfaultfd 282 open_by_handle_at 265 swapon 224"
                                    + " swapoff 225 reboot 142 acct 89 quotactl 60"
                                    + " settimeofday 170 clock_settime 112 syslog 116"
                                    + " vhangup 58 fanotify_init 262 lookup_dcookie 18"));

    /** Of this processor, as {@code os.arch} has it; nothing for one that nobody has written. */
    static Optional<Syscalls> of(String processor) {
        return switch (processor) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }

    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no number for " + name);
        }
        return number;
    }

    /** Those of the names that this processor has. */
    List<Integer> numbers(List<String> names) {
        return names.stream().filter(numbers::containsKey).map(this::number).toList();
    }

    private static Map<String, Integer> read(String table) {
        String[] words = table.strip().split(" +", -1);
        var numbers = new TreeMap<String, Integer>();
        for (int i = 0; i < words.length; i += 2) {
            numbers.put(words[i], Integer.valueOf(words[i + 1]));
        }
        return Map.copyOf(numbers);
    }
}
