package dev.gpumock.nvml;

import dev.gpumock.nvml.StateLayout.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** One record of the state to read by names, which are those of state.h. */
public final class StateValues {
  private final ByteBuffer image;
  private final StateLayout layout;
  private final String record;
  private final int start;

  StateValues(ByteBuffer image, StateLayout layout, String record, int start) {
    this.image = image;
    this.layout = layout;
    this.record = record;
    this.start = start;
  }

  /** The names of all values, in the order of the record. */
  public List<String> names() {
    return List.copyOf(layout.fields(record).keySet());
  }

  public boolean isText(String name) {
    return layout.field(record, name).isText();
  }

  /** How many elements the value has: 1, but for arrays. */
  public int count(String name) {
    return layout.field(record, name).count();
  }

  /** A number; empty where the board or the driver has no such thing. */
  public OptionalLong number(String name) {
    return number(name, 0);
  }

  /** An element of an array of numbers. */
  public OptionalLong number(String name, int element) {
    Field field = layout.field(record, name);
    long bits = bits(name, element);
    long absent =
        switch (field.size()) {
          case 8 -> StateRecord.ABSENT64;
          case 4 -> field.kind() == 'i' ? StateRecord.ABSENT_SIGNED : 0xffffffffL;
          default -> Long.MIN_VALUE;
        };
    return bits == absent ? OptionalLong.empty() : OptionalLong.of(bits);
  }

  /** The value as it lies there, extended by its sign only if it has one. */
  long bits(String name, int element) {
    Field field = layout.field(record, name);
    if (element < 0 || element >= field.count()) {
      throw new LibraryException(record + "." + name + " has " + field.count() + " elements only");
    }
    int at = start + field.offset() + element * field.size();
    return switch (field.size()) {
      case 1 -> Byte.toUnsignedLong(image.get(at));
      case 2 -> Short.toUnsignedLong(image.getShort(at));
      case 4 -> field.kind() == 'i' ? image.getInt(at) : Integer.toUnsignedLong(image.getInt(at));
      default -> image.getLong(at);
    };
  }

  /** A text; empty where there is none. */
  public String text(String name) {
    Field field = layout.field(record, name);
    byte[] bytes = new byte[field.size()];
    image.get(start + field.offset(), bytes);
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
