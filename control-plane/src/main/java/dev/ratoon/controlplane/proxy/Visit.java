package dev.ratoon.controlplane.proxy;

import java.io.InputStream;
import java.net.Socket;

/** One connection of a known agent, with its one request. */
record Visit(
        Caller caller,
        Request request,
        Socket near,
        InputStream in,
        Use use,
        Watch watch,
        Carriage carriage) {
    /** Where nothing went there is nothing to note. */
    void noteUse(Notes notes, Target target) {
        if (carriage.sent() + carriage.received() > 0) {
            notes.used(
                    caller.agent(),
                    target.host(),
                    target.port(),
                    carriage.sent(),
                    carriage.received());
        }
    }
}
