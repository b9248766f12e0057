package dev.ratoon.git.gateway;

import org.eclipse.jgit.transport.ObjectInfoRequest;
import org.eclipse.jgit.transport.ProtocolV2Hook;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;

/** Refuses what looks at single objects without asking whether they may be seen. */
final class FetchOnly implements ProtocolV2Hook {
    @Override
    public void onObjectInfo(ObjectInfoRequest request) throws ServiceMayNotContinueException {
        throw new ServiceMayNotContinueException("Ratoon does not answer object-info");
    }
}
