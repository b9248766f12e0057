package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter's program, run here as the kernel would run it. */
class FilterTest {
    private static final int ALLOWED = 0x7FFF_0000;
    private static final int KILLED = 0x8000_0000;
    private static final int REFUSED = 0x0005_0001;
    private static final int UNKNOWN = 0x0005_0026;
    private static final int NO_FAMILY = 0x0005_0061;

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void whatLeadsOutIsRefused(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        for (String name :
                List.of("mount", "setns", "bpf", "keyctl", "io_uring_setup", "userfaultfd")) {
            assertEquals(REFUSED, verdict(calls, Side.HANDS, calls.number(name)), name);
        }
        assertEquals(UNKNOWN, verdict(calls, Side.HANDS, calls.number("clone3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void cloningIsAllowedAndNamespacesAreNot(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        int clone = calls.number("clone");
        int unshare = calls.number("unshare");

        assertEquals(ALLOWED, verdict(calls, Side.HANDS, clone, 0x0100_0011));
        for (long namespace :
                new long[] {
                    0x2_0000,
                    0x200_0000,
                    0x400_0000,
                    0x800_0000,
                    0x1000_0000,
                    0x2000_0000,
                    0x4000_0000
                }) {
            assertEquals(REFUSED, verdict(calls, Side.HANDS, clone, namespace | 17));
            assertEquals(REFUSED, verdict(calls, Side.HANDS, unshare, namespace));
        }
        assertEquals(REFUSED, verdict(calls, Side.HANDS, unshare, 0x80));
        assertEquals(ALLOWED, verdict(calls, Side.HANDS, unshare, 0x400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void onlyTheNumberThatTheKernelReadsCounts(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        int ioctl = calls.number("ioctl");

        assertEquals(REFUSED, verdict(calls, Side.HANDS, ioctl, 0, 0x5412));
        assertEquals(REFUSED, verdict(calls, Side.HANDS, ioctl, 0, 0x7F00_0000_5412L));
        assertEquals(REFUSED, verdict(calls, Side.HANDS, ioctl, 0, 0x541C));
        assertEquals(ALLOWED, verdict(calls, Side.HANDS, ioctl, 0, 0x5413));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void onlySocketsThatANamespaceHoldsAreMade(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        int socket = calls.number("socket");

        for (long family : new long[] {1, 2, 10, 16}) {
            assertEquals(ALLOWED, verdict(calls, Side.HANDS, socket, family, 1, 0));
        }
        for (long family : new long[] {17, 29, 31, 38, 40, 44}) {
            assertEquals(NO_FAMILY, verdict(calls, Side.HANDS, socket, family, 1, 0));
        }
        assertEquals(NO_FAMILY, verdict(calls, Side.HANDS, socket, 16, 3, 12));
        assertEquals(ALLOWED, verdict(calls, Side.HANDS, socket, 2, 1, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void onlyTheHandsMayTrace(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        int ptrace = calls.number("ptrace");

        assertEquals(ALLOWED, verdict(calls, Side.HANDS, ptrace));
        assertEquals(REFUSED, verdict(calls, Side.RUNNER, ptrace));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void anotherProcessorsCallsAreTheEnd(String processor) {
        var calls = Syscalls.of(processor).orElseThrow();
        byte[] program = Filter.forSide(Side.HANDS, calls);

        assertEquals(KILLED, run(program, 0x4000_0003, 1));
        if (calls.x32()) {
            assertEquals(KILLED, run(program, calls.architecture(), 0x4000_0000 | 39));
        }
    }

    private static int verdict(Syscalls calls, Side side, int call, long... arguments) {
        return run(Filter.forSide(side, calls), calls.architecture(), call, arguments);
    }

    private static int run(byte[] program, int architecture, int call, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(call).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0; ; at += 8) {
            int value = code.getInt(at + 4);
            int onTrue = 8 * (code.get(at + 2) & 0xFF);
            int onFalse = 8 * (code.get(at + 3) & 0xFF);
            switch (code.getShort(at)) {
                case 0x20 -> accumulator = data.getInt(value);
                case 0x15 -> at += accumulator == value ? onTrue : onFalse;
                case 0x45 -> at += (accumulator & value) != 0 ? onTrue : onFalse;
                case 0x06 -> {
                    return value;
                }
                default -> throw new AssertionError("no such instruction");
            }
        }
    }
}
