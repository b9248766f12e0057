package dev.ratoon.controlplane.page;

import com.microsoft.playwright.options.ColorScheme;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * What people see at their desk, moment after moment, with words below; and before it their phone,
 * where they use one. The browser itself puts each frame together.
 */
final class Film {
    static final Chromium.Size DESK = new Chromium.Size(1000, 700);
    static final Chromium.Size PHONE = new Chromium.Size(390, 700);

    private static final String STAGE =
            """
            <style>
            @font-face { font-family: Inter; src: url(data:font/woff2;base64,{font}); font-weight: 100 900 }
            body { margin: 0; background: #101411; overflow: hidden }
            .desk { position: absolute; top: 0; left: 0 }
            .phone { position: absolute; right: 28px; bottom: 66px; height: 600px; border: 6px solid #101411;
              border-radius: 26px; box-shadow: 0 0 0 1px #6c776f, 0 0 0 5px rgb(16 20 17 / 20%) }
            p { position: absolute; bottom: 0; left: 0; right: 0; margin: 0; font: 600 19px / 48px Inter, sans-serif;
              text-align: center; color: #e7ebe6; background: #101411 }
            </style>
            <img class="desk" src="data:image/png;base64,{desk}">{phone}<p>{words}</p>
            """;

    private static final String READY =
            "() => Promise.all([document.fonts.load('600 19px Inter'),"
                    + " ...[...document.images].map((image) => image.decode())]).then(() => true)";

    private final Tab stage;
    private final String font;
    private final List<Gif.Frame> frames = new ArrayList<>();

    Film(Chromium chromium) throws IOException {
        stage =
                chromium.tab(
                        new Chromium.Size(DESK.width(), DESK.height() + 48), ColorScheme.LIGHT);
        Path inter =
                Path.of(
                        System.getProperty("ratoon.root"),
                        "control-plane/web/public/assets/inter-latin.woff2");
        font = base64(Files.readAllBytes(inter));
    }

    void shows(Duration shown, String words, Tab desk) throws IOException {
        add(shown, words, desk, "");
    }

    void shows(Duration shown, String words, Tab desk, Tab phone) throws IOException {
        add(
                shown,
                words,
                desk,
                "<img class=\"phone\" src=\"data:image/png;base64,%s\">"
                        .formatted(base64(phone.page().screenshot())));
    }

    private void add(Duration shown, String words, Tab desk, String phone) throws IOException {
        stage.page()
                .setContent(
                        STAGE.replace("{font}", font)
                                .replace("{words}", words)
                                .replace("{phone}", phone)
                                .replace("{desk}", base64(desk.page().screenshot())));
        stage.page().evaluate(READY);
        BufferedImage taken = ImageIO.read(new ByteArrayInputStream(stage.page().screenshot()));
        var plain =
                new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics pen = plain.getGraphics();
        pen.drawImage(taken, 0, 0, null);
        pen.dispose();
        frames.add(new Gif.Frame(plain, shown));
    }

    byte[] gif() throws IOException {
        return Gif.of(frames);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
