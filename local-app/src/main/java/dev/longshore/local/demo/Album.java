package dev.longshore.local.demo;

import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.Stores;
import dev.longshore.storage.UploadTarget;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A small album of real images: sunsets over a harbour, each with a grain of its own so that none compresses well. */
final class Album {

    static final String PREFIX = "trip/";

    private static final int WIDTH = 2000;
    private static final int HEIGHT = 1500;

    private final Stores stores;
    private final String bucket;

    Album(Stores stores, String bucket) {
        this.stores = stores;
        this.bucket = bucket;
    }

    /** Puts the images into the store. Answers the SHA-256 of each by its name below the prefix, made before it was sent. */
    Map<String, String> put(int images) {
        Map<String, String> sums = new ConcurrentSkipListMap<>();
        IntStream.range(0, images).parallel().forEach(number -> {
            String name = "day-%d/harbour-%03d.jpg".formatted(number / 10 + 1, number);
            byte[] image = image(number);
            sums.put(name, Sums.sha256(image));
            put(PREFIX + name, image);
        });
        return sums;
    }

    private void put(String key, byte[] image) {
        ObjectAddress address = new ObjectAddress("", bucket, key);
        S3Store store = stores.of(address, Right.WRITE);
        S3Upload upload = store.begin(new UploadTarget(address, "demo", ObjectMetadata.of("image/jpeg")));
        HeldPart part = upload.put(1, PartBody.of(image), moved -> {}).held();
        upload.complete(List.of(part), IfExists.REPLACE, "demo");
    }

    private static byte[] image(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(number / 60f, 0.7f, 0.9f), 0, HEIGHT, Color.getHSBColor(0.6f, 0.8f, 0.3f)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        canvas.setColor(new Color(255, 240, 200));
        canvas.fillOval(WIDTH / 2 - 90, 120 + number * 8, 180, 180);
        canvas.dispose();
        grain(image, new SplittableRandom(number));
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream(4 << 20);
        try {
            ImageIO.write(image, "jpg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }

    private static void grain(BufferedImage image, SplittableRandom random) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] ^= random.nextInt() & 0x3F3F3F;
        }
    }
}
