package dev.ratoon.git.gateway;

import static org.eclipse.jgit.lib.Constants.HEAD;
import static org.eclipse.jgit.lib.Constants.R_HEADS;
import static org.eclipse.jgit.lib.Constants.R_TAGS;

import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/**
 * Shows a repository to its own agent: branches, tags, the newest checkpoint, and what they lead
 * to. Other refs, and what nothing leads to, is not given to anybody who asks for it by its hash.
 */
final class Upload {
    private Upload() {}

    static void answer(Repository repository, Conversation talk) throws IOException {
        var out = new LateOutput(talk);
        try (UploadPack pack = of(repository)) {
            if (!talk.protocol().isEmpty()) {
                pack.setExtraParameters(List.of(talk.protocol().split(":", -1)));
            }
            if (talk.asked() == Asked.REFS) {
                pack.sendAdvertisedRefs(
                        new PacketLineOutRefAdvertiser(new PacketLineOut(out)), "git-upload-pack");
            } else {
                upload(pack, talk.body(), out);
            }
            out.close();
        } catch (IOException e) {
            out.cutOff();
            // Reaches the client if nothing else has: JGit keeps early errors to itself.
            String words = "The repository cannot be read: " + e.getMessage();
            boolean ours =
                    e instanceof CorruptObjectException || e instanceof MissingObjectException;
            throw ours ? GitTrouble.internal(words, e) : GitTrouble.external(words, e);
        }
    }

    private static void upload(UploadPack pack, InputStream in, OutputStream out)
            throws IOException {
        try {
            pack.upload(in, out, null);
        } catch (UploadPackInternalServerErrorException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        }
    }

    private static UploadPack of(Repository repository) throws IOException {
        Set<String> newest = NewestCheckpoint.refs(repository);
        var transfer = new Config();
        transfer.setBoolean("uploadpack", null, "allowfilter", true);
        var packing = new PackConfig();
        // Deltas that are there are sent; to look for new ones costs more than the way does.
        packing.setDeltaCompress(false);
        packing.setThreads(1);
        var pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.setTransferConfig(new TransferConfig(transfer));
        pack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
        pack.setRefFilter(all -> shown(all, newest));
        pack.setPackConfig(packing);
        pack.setProtocolV2Hook(new FetchOnly());
        return pack;
    }

    private static Map<String, Ref> shown(Map<String, Ref> all, Set<String> newest) {
        return all.entrySet().stream()
                .filter(ref -> shown(ref.getKey()) || newest.contains(ref.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean shown(String name) {
        return name.equals(HEAD) || name.startsWith(R_HEADS) || name.startsWith(R_TAGS);
    }
}
