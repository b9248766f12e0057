package dev.ratoon.controlplane.page;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** An animated GIF that begins anew at its end; of a frame it has what is other than before. */
final class Gif {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** Of Netscape's extension: goes round without an end. */
    private static final byte[] FOREVER = {1, 0, 0};

    private Gif() {}

    /** One picture, and for how long it stands. All have one size. */
    record Frame(BufferedImage image, Duration shown) {}

    static byte[] of(List<Frame> frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            BufferedImage before = null;
            for (Frame frame : frames) {
                BufferedImage now = frame.image();
                Rectangle other =
                        before == null
                                ? new Rectangle(now.getWidth(), now.getHeight())
                                : changed(before, now);
                writer.writeToSequence(
                        new IIOImage(
                                now.getSubimage(other.x, other.y, other.width, other.height),
                                null,
                                metadata(writer, other, frame.shown())),
                        null);
                before = now;
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** What encloses all that is other; a pixel where nothing is, because no frame has none. */
    private static Rectangle changed(BufferedImage before, BufferedImage now) {
        var around = new Rectangle(-1, -1);
        for (int y = 0; y < now.getHeight(); y++) {
            for (int x = 0; x < now.getWidth(); x++) {
                if (before.getRGB(x, y) != now.getRGB(x, y)) {
                    around.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return around.isEmpty() ? new Rectangle(1, 1) : around;
    }

    private static IIOMetadata metadata(ImageWriter writer, Rectangle at, Duration shown)
            throws IOException {
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB),
                        null);
        var root = new IIOMetadataNode(FORMAT);
        root.appendChild(descriptor(at));
        root.appendChild(control(shown));
        root.appendChild(extensions());
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode descriptor(Rectangle at) {
        var node = new IIOMetadataNode("ImageDescriptor");
        node.setAttribute("imageLeftPosition", Integer.toString(at.x));
        node.setAttribute("imageTopPosition", Integer.toString(at.y));
        node.setAttribute("imageWidth", Integer.toString(at.width));
        node.setAttribute("imageHeight", Integer.toString(at.height));
        node.setAttribute("interlaceFlag", "FALSE");
        return node;
    }

    private static IIOMetadataNode control(Duration shown) {
        var node = new IIOMetadataNode("GraphicControlExtension");
        node.setAttribute("disposalMethod", "doNotDispose");
        node.setAttribute("userInputFlag", "FALSE");
        node.setAttribute("transparentColorFlag", "FALSE");
        node.setAttribute("transparentColorIndex", "0");
        node.setAttribute("delayTime", Long.toString(shown.toMillis() / 10));
        return node;
    }

    private static IIOMetadataNode extensions() {
        var loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(FOREVER);
        var all = new IIOMetadataNode("ApplicationExtensions");
        all.appendChild(loop);
        return all;
    }
}
