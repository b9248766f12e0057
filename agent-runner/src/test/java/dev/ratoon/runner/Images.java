package dev.ratoon.runner;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Real images, of which no byte can be left out. */
final class Images {
    private Images() {}

    static byte[] noise(int width, int height) throws IOException {
        var random = new Random(1);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** For people: what is long is cut. */
    static String cut(String body) {
        return body.replaceAll("([A-Za-z0-9+/]{60})[A-Za-z0-9+/=]{60,}", "$1...");
    }
}
