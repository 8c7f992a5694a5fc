package dev.gpumock.nvml;

import dev.gpumock.nvml.StateLayout.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a change, by the names of what they change; nothing is written yet. */
final class StatePieces {
  /** Bytes that go to a place in the image. */
  record Piece(int offset, byte[] bytes) {}

  private final StateSnapshot before;
  private final StateLayout layout;
  private final List<Piece> pieces = new ArrayList<>();

  StatePieces(StateSnapshot before, StateLayout layout) {
    this.before = before;
    this.layout = layout;
  }

  StateSnapshot before() {
    return before;
  }

  StateLayout layout() {
    return layout;
  }

  List<Piece> all() {
    return List.copyOf(pieces);
  }

  /** The sequence number of the header while (1) and after (2) the change is written. */
  Piece sequence(int step) {
    long even = (before.sequence() + 1) / 2 * 2;
    Field field = layout.field("header", "sequence");
    return new Piece(field.offset(), bytes(even + step, field.size()));
  }

  private static byte[] bytes(long value, int size) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return Arrays.copyOf(all, size);
  }

  void requireGpu(int gpu) {
    if (gpu < 0 || gpu >= before.gpus()) {
      throw new LibraryException(
          "there is no GPU " + gpu + "; the machine has 0 to " + (before.gpus() - 1));
    }
  }

  void gpu(int gpu, String name, int element, long value) {
    requireGpu(gpu);
    put(before.start("gpus", "gpu", gpu), "gpu", name, element, value);
  }

  void gpu(int gpu, String name, String text) {
    requireGpu(gpu);
    put(before.start("gpus", "gpu", gpu), "gpu", name, text);
  }

  int linksPerGpu() {
    return (int) before.header().bits("links_per_gpu", 0);
  }

  void link(int gpu, int link, String name, long value) {
    requireGpu(gpu);
    if (link < 0 || link >= linksPerGpu()) {
      throw new LibraryException("GPU " + gpu + " has no NVLink " + link);
    }
    put(before.start("links", "link", gpu * linksPerGpu() + link), "link", name, 0, value);
  }

  void process(int slot, String name, long value) {
    put(before.start("processes", "process", slot), "process", name, 0, value);
  }

  void put(int start, String record, String name, int element, long value) {
    Field field = layout.field(record, name);
    if (field.isText() || element < 0 || element >= field.count()) {
      throw new LibraryException(
          record + "." + name + (field.isText() ? " is a text" : " has no element " + element));
    }
    pieces.add(
        new Piece(start + field.offset() + element * field.size(), bytes(value, field.size())));
  }

  void put(int start, String record, String name, String text) {
    Field field = layout.field(record, name);
    String what = record + "." + name;
    if (!field.isText()) {
      throw new LibraryException(what + " is a number");
    }
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length >= field.size()) {
      throw new LibraryException(what + " holds at most " + (field.size() - 1) + " characters");
    }
    pieces.add(new Piece(start + field.offset(), Arrays.copyOf(ascii, field.size())));
  }
}
