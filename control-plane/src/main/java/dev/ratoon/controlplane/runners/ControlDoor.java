package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The control connection's door: recognises the runner, hears its Hello, and lets it in. */
@Singleton
class ControlDoor implements RunnerListener.Door {
    /** The incarnation is over: the runner exits. */
    static final int OVER = 4001;

    /** It is not believed. */
    static final int REFUSED = 4003;

    private static final Logger LOG = Logger.getLogger(ControlDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What a Hello says is kept, in the log and in rows: it must be what a runner says. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/=]{40,200}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+-]{1,100}");

    private final LogStore log;
    private final Recognition recognition;
    private final Connections connections;

    ControlDoor(LogStore log, Recognition recognition, Connections connections) {
        this.log = log;
        this.recognition = recognition;
        this.connections = connections;
    }

    @Override
    public boolean opens(String path) {
        return path.equals(Protocol.CONTROL_PATH);
    }

    @Override
    public void enter(RunnerListener.Caller caller, Socket socket) throws InterruptedException {
        Optional<RunnerProof> proof = RunnerProof.in(caller.authorization());
        Optional<Facts> facts = proof.flatMap(known -> log.facts(known.agent()));
        if (proof.isEmpty() || facts.isEmpty()) {
            socket.close(REFUSED, "This is no credential of a runner.");
            return;
        }
        RunnerProof shown = proof.get();
        Facts.Sandbox wanted = facts.get().sandbox();
        if (wanted == null || wanted.incarnation() != shown.incarnation()) {
            socket.close(OVER, "This incarnation is over.");
            return;
        }
        if (!recognition.holds(shown, facts.get(), Audience.CONTROL)) {
            LOG.warnf("Somebody showed a bad credential as the runner of %s", shown);
            socket.close(REFUSED, "This credential is not good here and now.");
            return;
        }
        caller.known().run();
        greet(shown, socket);
    }

    private void greet(RunnerProof shown, Socket socket) throws InterruptedException {
        Socket.Message first = socket.receive(PATIENCE);
        if (!(first instanceof Socket.Message.Text(String text))) {
            socket.close(1002, "A runner says Hello first.");
            return;
        }
        try {
            if (!(Messages.fromRunner(text) instanceof FromRunner.Hello hello) || !fits(hello)) {
                socket.close(1002, "A runner says Hello first.");
            } else if (hello.protocol() < Protocol.OLDEST || hello.protocol() > Protocol.VERSION) {
                // It gives up and ends, and the next one is of our own release.
                LOG.warnf("%s speaks protocol %d, and is refused", shown, hello.protocol());
                socket.close(REFUSED, "This protocol is not understood here.");
            } else {
                connections.serve(shown, hello, socket);
            }
        } catch (Malformed e) {
            socket.close(1002, "This is no message: " + e.getMessage());
        } catch (Intake.Over e) {
            socket.close(OVER, "This incarnation is over.");
        } catch (Connections.NotBelieved e) {
            socket.close(REFUSED, "This incarnation has another key.");
        } catch (Failure e) {
            socket.close(1013, e.forTheCaller());
        }
    }

    private static boolean fits(FromRunner.Hello hello) {
        return KEY.matcher(hello.publicKey()).matches()
                && NAME.matcher(hello.outbox()).matches()
                && NAME.matcher(hello.version()).matches();
    }
}
