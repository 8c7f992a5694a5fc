package dev.gpumock.nvml;

import dev.gpumock.nvml.StateLayout.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** One record of an image in memory; values are put and got by the names of state.h. */
final class StateRecord {
  /** ABSENT of state.h: the board or the driver has no such value. */
  static final int ABSENT = -1;

  /** ABSENT64 of state.h. */
  static final long ABSENT64 = -1;

  /** ABSENT_SIGNED of state.h. */
  static final int ABSENT_SIGNED = Integer.MIN_VALUE;

  private final ByteBuffer image;
  private final StateLayout layout;
  private final String name;
  private final int start;

  StateRecord(ByteBuffer image, StateLayout layout, String name, int start) {
    this.image = image;
    this.layout = layout;
    this.name = name;
    this.start = start;
  }

  /** Copies every value that the other record has a field of the same name for. */
  void copyTo(StateRecord other) {
    for (Field to : layout.fields(other.name).values()) {
      Field from = layout.field(name, to.name());
      int size = to.isText() ? to.size() : to.size() * to.count();
      image.put(other.start + to.offset(), image, start + from.offset(), size);
    }
  }

  StateRecord put(String fieldName, long value) {
    return put(fieldName, 0, value);
  }

  StateRecord put(String fieldName, boolean value) {
    return put(fieldName, value ? 1 : 0);
  }

  StateRecord put(String fieldName, OptionalInt value) {
    return put(fieldName, value.orElse(ABSENT));
  }

  StateRecord put(String fieldName, int element, long value) {
    Field field = layout.field(name, fieldName);
    if (element >= field.count()) {
      throw new LibraryException(
          name + "." + fieldName + " has room for " + field.count() + " values only");
    }
    int at = start + field.offset() + element * field.size();
    switch (field.size()) {
      case 1 -> image.put(at, (byte) value);
      case 2 -> image.putShort(at, (short) value);
      case 4 -> image.putInt(at, (int) value);
      default -> image.putLong(at, value);
    }
    return this;
  }

  StateRecord putBytes(String fieldName, byte[] values) {
    for (int i = 0; i < values.length; i++) {
      put(fieldName, i, values[i]);
    }
    return this;
  }

  StateRecord put(String fieldName, Optional<String> value) {
    return put(fieldName, value.orElse(""));
  }

  StateRecord put(String fieldName, String value) {
    Field field = layout.field(name, fieldName);
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    if (text.length >= field.size()) {
      throw new LibraryException(
          name + "." + fieldName + " holds at most " + (field.size() - 1) + " characters");
    }
    for (int i = 0; i < field.size(); i++) {
      image.put(start + field.offset() + i, i < text.length ? text[i] : 0);
    }
    return this;
  }
}
