package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

class GifTest {
    private ImageReader reader;

    @BeforeEach
    void write() throws IOException {
        BufferedImage first = drawn(Color.WHITE);
        BufferedImage second = drawn(Color.WHITE);
        Graphics pen = second.getGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(7, 3, 5, 4);
        pen.dispose();
        byte[] gif =
                Gif.of(
                        List.of(
                                new Gif.Frame(first, Duration.ofMillis(500)),
                                new Gif.Frame(second, Duration.ofMillis(1_250)),
                                new Gif.Frame(second, Duration.ofMillis(20))));
        reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    }

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    @Test
    void itHasEachFrameAndShowsItForAsLongAsWasSaid() throws IOException {
        assertEquals(3, reader.getNumImages(true));
        assertEquals("50", of(0, "GraphicControlExtension", "delayTime"));
        assertEquals("125", of(1, "GraphicControlExtension", "delayTime"));
        assertEquals("2", of(2, "GraphicControlExtension", "delayTime"));
    }

    @Test
    void itBeginsAnewAtItsEnd() throws IOException {
        var loop = (IIOMetadataNode) node(0, "ApplicationExtensions").getFirstChild();
        assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
        assertArrayEquals(new byte[] {1, 0, 0}, (byte[]) loop.getUserObject());
    }

    @Test
    void ofALaterFrameItHasWhatIsOtherThere() throws IOException {
        assertEquals(40, reader.getWidth(0));
        assertEquals("7", of(1, "ImageDescriptor", "imageLeftPosition"));
        assertEquals("3", of(1, "ImageDescriptor", "imageTopPosition"));
        assertEquals(5, reader.getWidth(1));
        assertEquals(4, reader.getHeight(1));
        assertEquals("doNotDispose", of(1, "GraphicControlExtension", "disposalMethod"));
        assertEquals(Color.WHITE.getRGB(), reader.read(0).getRGB(8, 4));
        assertEquals(Color.RED.getRGB(), reader.read(1).getRGB(1, 1));
        assertEquals(1, reader.getWidth(2));
    }

    private String of(int frame, String node, String attribute) throws IOException {
        return ((IIOMetadataNode) node(frame, node)).getAttribute(attribute);
    }

    private Node node(int frame, String name) throws IOException {
        var root =
                (IIOMetadataNode)
                        reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        return root.getElementsByTagName(name).item(0);
    }

    private static BufferedImage drawn(Color colour) {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics pen = image.getGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 40, 30);
        pen.dispose();
        return image;
    }
}
