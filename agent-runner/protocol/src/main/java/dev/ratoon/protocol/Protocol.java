package dev.ratoon.protocol;

/** The version and the addresses of the protocol. */
public final class Protocol {
    /** What this code speaks; {@link FromRunner.Hello} carries it. See {@link #OLDEST}. */
    public static final int VERSION = 1;

    /** Whose runners are still understood: those of the release before. */
    public static final int OLDEST = 1;

    /** Where a runner opens its control connection (a WebSocket). */
    public static final String CONTROL_PATH = "/runner/control";

    /** Below it a runner dials a byte stream back: {@code /runner/streams/PROCESS/STREAM}. */
    public static final String STREAMS_PATH = "/runner/streams/";

    /** The longest message of a control connection, in bytes: longer ones end it. */
    public static final int LARGEST_MESSAGE = 1 << 20;

    /** How much of a byte stream may be under way before its reader asks for more, each way. */
    public static final int WINDOW = 256 << 10;

    /** The most bytes in one frame of data. */
    public static final int LARGEST_FRAME = 32 << 10;

    private Protocol() {}
}
