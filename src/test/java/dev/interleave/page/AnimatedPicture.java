package dev.interleave.page;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * An animated GIF made of pictures of the same size. Each frame has only what differs from the one
 * before it, in the colours that all of them use most.
 */
final class AnimatedPicture {
  private static final int COLOURS = 255;
  private static final int SAME = 255;
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final List<Frame> frames = new ArrayList<>();

  private record Frame(BufferedImage picture, int centiseconds) {}

  /**
   * Adds a picture.
   *
   * @param centiseconds how long it is shown
   */
  void add(BufferedImage picture, int centiseconds) {
    frames.add(new Frame(picture, centiseconds));
  }

  /** Writes it; it begins again when it has ended. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    // An older file would not be cut to the length of this one.
    Files.deleteIfExists(file);
    Palette palette = Palette.of(frames.stream().map(Frame::picture).toList());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      int[][] before = null;
      for (Frame frame : frames) {
        int[][] now = palette.indices(frame.picture());
        Rectangle changed = before == null ? all(now) : difference(before, now);
        BufferedImage part = part(before, now, changed, palette);
        writer.writeToSequence(
            new IIOImage(part, null, metadata(writer, part, changed, frame, before == null)), null);
        before = now;
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static Rectangle all(int[][] picture) {
    return new Rectangle(0, 0, picture[0].length, picture.length);
  }

  /** The least rectangle with all that differs; a pixel if nothing does. */
  private static Rectangle difference(int[][] before, int[][] now) {
    Rectangle changed = null;
    for (int y = 0; y < now.length; y++) {
      for (int x = 0; x < now[y].length; x++) {
        if (before[y][x] != now[y][x]) {
          Rectangle pixel = new Rectangle(x, y, 1, 1);
          changed = changed == null ? pixel : changed.union(pixel);
        }
      }
    }
    return changed == null ? new Rectangle(0, 0, 1, 1) : changed;
  }

  private static BufferedImage part(int[][] before, int[][] now, Rectangle box, Palette palette) {
    BufferedImage part =
        new BufferedImage(
            box.width, box.height, BufferedImage.TYPE_BYTE_INDEXED, palette.colours());
    for (int y = 0; y < box.height; y++) {
      for (int x = 0; x < box.width; x++) {
        int index = now[box.y + y][box.x + x];
        boolean same = before != null && before[box.y + y][box.x + x] == index;
        part.getRaster().setSample(x, y, 0, same ? SAME : index);
      }
    }
    return part;
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage part, Rectangle box, Frame frame, boolean first)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(part), null);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode descriptor = new IIOMetadataNode("ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", String.valueOf(box.x));
    descriptor.setAttribute("imageTopPosition", String.valueOf(box.y));
    descriptor.setAttribute("imageWidth", String.valueOf(box.width));
    descriptor.setAttribute("imageHeight", String.valueOf(box.height));
    descriptor.setAttribute("interlaceFlag", "FALSE");
    root.appendChild(descriptor);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "TRUE");
    control.setAttribute("transparentColorIndex", String.valueOf(SAME));
    control.setAttribute("delayTime", String.valueOf(frame.centiseconds()));
    root.appendChild(control);
    if (first) {
      IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
      extension.setAttribute("applicationID", "NETSCAPE");
      extension.setAttribute("authenticationCode", "2.0");
      extension.setUserObject(new byte[] {1, 0, 0});
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(extension);
      root.appendChild(extensions);
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  /** The colours that are used most; any other becomes the nearest of them. */
  private static final class Palette {
    private final int[] colours;
    private final Map<Integer, Integer> indices = new HashMap<>();

    private Palette(int[] colours) {
      this.colours = colours;
    }

    static Palette of(List<BufferedImage> pictures) {
      Map<Integer, Integer> used = new HashMap<>();
      for (BufferedImage picture : pictures) {
        for (int colour : pixels(picture)) {
          used.merge(colour, 1, Integer::sum);
        }
      }
      return new Palette(
          used.entrySet().stream()
              .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
              .limit(COLOURS)
              .mapToInt(Map.Entry::getKey)
              .toArray());
    }

    IndexColorModel colours() {
      byte[][] parts = new byte[3][COLOURS + 1];
      for (int i = 0; i < colours.length; i++) {
        parts[0][i] = (byte) (colours[i] >> 16);
        parts[1][i] = (byte) (colours[i] >> 8);
        parts[2][i] = (byte) colours[i];
      }
      return new IndexColorModel(8, COLOURS + 1, parts[0], parts[1], parts[2], SAME);
    }

    int[][] indices(BufferedImage picture) {
      int[] pixels = pixels(picture);
      int width = picture.getWidth();
      int[][] rows = new int[picture.getHeight()][width];
      for (int i = 0; i < pixels.length; i++) {
        rows[i / width][i % width] = indices.computeIfAbsent(pixels[i], this::nearest);
      }
      return rows;
    }

    private int nearest(int colour) {
      int nearest = 0;
      for (int i = 1; i < colours.length; i++) {
        if (distance(colours[i], colour) < distance(colours[nearest], colour)) {
          nearest = i;
        }
      }
      return nearest;
    }

    private static int distance(int a, int b) {
      int sum = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (a >> shift & 0xff) - (b >> shift & 0xff);
        sum += difference * difference;
      }
      return sum;
    }

    private static int[] pixels(BufferedImage picture) {
      int width = picture.getWidth();
      int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] &= 0xffffff;
      }
      return pixels;
    }
  }
}
