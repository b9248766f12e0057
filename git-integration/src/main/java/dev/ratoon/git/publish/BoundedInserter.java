package dev.ratoon.git.publish;

import dev.ratoon.git.FolderTooLarge;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** Makes no folder that could not be read afterwards: two that can be may come together as one. */
final class BoundedInserter extends ObjectInserter.Filter {
    private final ObjectInserter rest;

    BoundedInserter(ObjectInserter rest) {
        this.rest = rest;
    }

    @Override
    protected ObjectInserter delegate() {
        return rest;
    }

    @Override
    public ObjectId insert(int type, byte[] data) throws IOException {
        return insert(type, data, 0, data.length);
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
        refuse(type, length);
        return super.insert(type, data, offset, length);
    }

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        refuse(type, length);
        return super.insert(type, length, in);
    }

    private static void refuse(int type, long length) {
        if (type == Constants.OBJ_TREE && length >= FolderTooLarge.MOST) {
            throw new FolderTooLarge();
        }
    }
}
