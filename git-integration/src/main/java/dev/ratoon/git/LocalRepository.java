package dev.ratoon.git;

import static org.eclipse.jgit.lib.Constants.DOT_GIT;
import static org.eclipse.jgit.lib.Constants.HEAD;
import static org.eclipse.jgit.lib.Constants.R_HEADS;
import static org.eclipse.jgit.lib.Constants.R_TAGS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/**
 * A repository in a folder of this machine, read by JGit. Shows branches and tags and what they
 * lead to; stashes, notes and what nothing leads to stay with the owner.
 */
final class LocalRepository {
    private LocalRepository() {}

    static void read(Path folder, Conversation talk) throws IOException, GitTrouble {
        try (Repository repository = open(folder);
                UploadPack pack = upload(repository)) {
            if (!talk.protocol().isEmpty()) {
                pack.setExtraParameters(List.of(talk.protocol().split(":", -1)));
            }
            OutputStream out = new LateOutput(talk);
            if (talk.asked() == Asked.REFS) {
                pack.sendAdvertisedRefs(
                        new PacketLineOutRefAdvertiser(new PacketLineOut(out)), "git-upload-pack");
            } else {
                upload(pack, talk.body(), out);
            }
            out.close();
        } catch (IOException e) {
            // Reaches the client if nothing else has: JGit keeps early errors to itself.
            throw new GitTrouble("The repository cannot be read: " + e.getMessage(), e);
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

    private static UploadPack upload(Repository repository) {
        var transfer = new Config();
        transfer.setBoolean("uploadpack", null, "allowfilter", true);
        var packing = new PackConfig();
        // Deltas that are there are sent; to look for new ones costs more than the loopback does.
        packing.setDeltaCompress(false);
        packing.setThreads(1);
        var pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.setTransferConfig(new TransferConfig(transfer));
        pack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
        pack.setRefFilter(LocalRepository::shown);
        pack.setPackConfig(packing);
        pack.setProtocolV2Hook(new FetchOnly());
        return pack;
    }

    private static Map<String, Ref> shown(Map<String, Ref> all) {
        return all.entrySet().stream()
                .filter(ref -> shown(ref.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean shown(String name) {
        return name.equals(HEAD) || name.startsWith(R_HEADS) || name.startsWith(R_TAGS);
    }

    private static Repository open(Path folder) throws GitTrouble {
        if (!Files.isDirectory(folder)) {
            throw new GitTrouble("There is no folder " + folder + " on Ratoon's machine.");
        }
        var builder = new FileRepositoryBuilder().setMustExist(true);
        Path inside = folder.resolve(DOT_GIT);
        if (Files.isRegularFile(inside)) {
            builder.setWorkTree(folder.toFile()); // a linked work tree: the file names the rest
        } else {
            builder.setGitDir((Files.isDirectory(inside) ? inside : folder).toFile());
        }
        try {
            return builder.build();
        } catch (RepositoryNotFoundException e) {
            throw new GitTrouble(
                    folder + " is no git repository: run git init there, or name another.", e);
        } catch (IOException | RuntimeException e) {
            throw new GitTrouble(
                    "The repository in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
