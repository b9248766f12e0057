package dev.ratoon.environments.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A classic BPF program over {@code struct seccomp_data}, written straight down: each rule leaves
 * the call's number loaded for the next one. Only the low half of an argument is looked at, which
 * is all that the kernel itself reads of those that rules here name.
 */
final class BpfProgram {
    private static final int LOAD = 0x20;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7FFF_0000;
    private static final int KILL_PROCESS = 0x8000_0000;
    private static final int ERRNO = 0x0005_0000;

    private static final int CALL = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private record Instruction(int code, int onTrue, int onFalse, int value) {}

    private final List<Instruction> instructions = new ArrayList<>();

    void killUnlessArchitecture(int architecture) {
        add(LOAD, 0, 0, ARCHITECTURE);
        add(IF_EQUAL, 1, 0, architecture);
        add(RETURN, 0, 0, KILL_PROCESS);
    }

    void loadCall() {
        add(LOAD, 0, 0, CALL);
    }

    void killIfAnyBit(int bits) {
        add(IF_ANY_BIT, 0, 1, bits);
        add(RETURN, 0, 0, KILL_PROCESS);
    }

    void refuse(List<Integer> calls, int errno) {
        for (int call : calls) {
            add(IF_EQUAL, 0, 1, call);
            add(RETURN, 0, 0, ERRNO | errno);
        }
    }

    void refuseIfAnyBit(int call, int argument, int bits, int errno) {
        add(IF_EQUAL, 0, 4, call);
        loadArgument(argument);
        add(IF_ANY_BIT, 0, 1, bits);
        add(RETURN, 0, 0, ERRNO | errno);
        loadCall();
    }

    void refuseIfOneOf(int call, int argument, List<Integer> values, int errno) {
        int size = values.size();
        add(IF_EQUAL, 0, 1 + 2 * size + 1, call);
        loadArgument(argument);
        for (int value : values) {
            add(IF_EQUAL, 0, 1, value);
            add(RETURN, 0, 0, ERRNO | errno);
        }
        loadCall();
    }

    void refuseUnlessOneOf(int call, int argument, List<Integer> values, int errno) {
        int size = values.size();
        add(IF_EQUAL, 0, 1 + size + 2, call);
        loadArgument(argument);
        for (int i = 0; i < size; i++) {
            add(IF_EQUAL, size - i, 0, values.get(i));
        }
        add(RETURN, 0, 0, ERRNO | errno);
        loadCall();
    }

    /** When the argument is that value, the other one must be zero. */
    void refuseUnlessZero(int call, int argument, int value, int other, int errno) {
        add(IF_EQUAL, 0, 6, call);
        loadArgument(argument);
        add(IF_EQUAL, 0, 3, value);
        loadArgument(other);
        add(IF_EQUAL, 1, 0, 0);
        add(RETURN, 0, 0, ERRNO | errno);
        loadCall();
    }

    void allow() {
        add(RETURN, 0, 0, ALLOW);
    }

    /** As the kernel takes it: both processors that we know are little-endian. */
    byte[] bytes() {
        ByteBuffer bytes =
                ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Instruction instruction : instructions) {
            bytes.putShort((short) instruction.code)
                    .put((byte) instruction.onTrue)
                    .put((byte) instruction.onFalse)
                    .putInt(instruction.value);
        }
        return bytes.array();
    }

    private void loadArgument(int argument) {
        add(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    }

    private void add(int code, int onTrue, int onFalse, int value) {
        instructions.add(new Instruction(code, onTrue, onFalse, value));
    }
}
