package dev.ratoon.controlplane.models;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Notes what it is asked and told, and refuses the model "spent". */
@Alternative
@Singleton
public class NotingMeter implements Meter {
    final BlockingQueue<ModelCall> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    @Override
    public Admission admit(ModelCall call) {
        if (call.model().equals("spent")) {
            return new Admission.Refused("budget", "All tokens are spent.");
        }
        calls.add(call);
        return new Admission.Admitted(outcomes::add);
    }
}
