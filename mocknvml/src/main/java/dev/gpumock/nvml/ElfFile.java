package dev.gpumock.nvml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The little of a 64-bit little-endian ELF file that placing a library needs: sections by name, and
 * the program header of the state image. Layout: the System V ABI's "Object Files" chapter.
 */
final class ElfFile {
  private static final int MAGIC = 0x464c457f;
  private static final int SECTION_ALIGNMENT = 0x10000;
  private static final int STATE_SEGMENT = 2;
  private static final int PROGRAM_HEADER = 0x38;

  private final ByteBuffer bytes;

  ElfFile(byte[] content) {
    bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < 64 || bytes.getInt(0) != MAGIC || bytes.get(4) != 2 || bytes.get(5) != 1) {
      throw new LibraryException("not a 64-bit little-endian ELF file");
    }
  }

  /** The bytes of the section, wherever it lies in the file. */
  byte[] section(String name) {
    try {
      return find(name);
    } catch (IndexOutOfBoundsException e) {
      throw new LibraryException("the ELF file is damaged: section " + name, e);
    }
  }

  private byte[] find(String name) {
    int table = Math.toIntExact(bytes.getLong(0x28));
    int size = Short.toUnsignedInt(bytes.getShort(0x3a));
    int count = Short.toUnsignedInt(bytes.getShort(0x3c));
    int names = table + size * Short.toUnsignedInt(bytes.getShort(0x3e));
    for (int i = 0; i < count; i++) {
      int header = table + size * i;
      if (name.equals(text(offsetOf(names) + bytes.getInt(header)))) {
        int start = offsetOf(header);
        return Arrays.copyOfRange(
            bytes.array(), start, start + Math.toIntExact(bytes.getLong(header + 0x20)));
      }
    }
    throw new LibraryException("the ELF file has no section " + name);
  }

  private int offsetOf(int sectionHeader) {
    return Math.toIntExact(bytes.getLong(sectionHeader + 0x18));
  }

  private String text(int start) {
    int end = start;
    while (bytes.get(end) != 0) {
      end++;
    }
    return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
  }

  /** Where the state image starts in the file, and 0 in a library that has none yet. */
  long stateOffset() {
    return bytes.getLong(stateHeader() + 0x20) == 0 ? 0 : bytes.getLong(stateHeader() + 8);
  }

  /** This library with the image as its last segment, at a multiple of 64 KiB. */
  byte[] withState(byte[] image) {
    byte[] compact = compact();
    int start = (compact.length + SECTION_ALIGNMENT - 1) / SECTION_ALIGNMENT * SECTION_ALIGNMENT;
    byte[] placed = Arrays.copyOf(compact, start + image.length);
    System.arraycopy(image, 0, placed, start, image.length);
    ByteBuffer header = ByteBuffer.wrap(placed).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(stateHeader() + 8, start);
    header.putLong(stateHeader() + 0x20, image.length);
    header.putLong(stateHeader() + 0x28, image.length);
    return placed;
  }

  /**
   * The file without the gap that lld leaves for the state segment's alignment: the section table
   * and its names, which lie behind it, move up to the end of the data segment.
   */
  private byte[] compact() {
    int tail = Math.toIntExact(bytes.getLong(stateHeader() + 8));
    int dataHeader = stateHeader() - PROGRAM_HEADER;
    int data =
        Math.toIntExact(bytes.getLong(dataHeader + 8) + bytes.getLong(dataHeader + 0x20) + 7)
            / 8
            * 8;
    if (tail <= data || tail >= bytes.capacity()) {
      return bytes.array().clone();
    }
    byte[] moved = Arrays.copyOf(bytes.array(), data + bytes.capacity() - tail);
    System.arraycopy(bytes.array(), tail, moved, data, bytes.capacity() - tail);
    moveSections(ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN), tail, data - tail);
    return moved;
  }

  private static void moveSections(ByteBuffer file, int from, int distance) {
    int table = Math.toIntExact(file.getLong(0x28)) + distance;
    file.putLong(0x28, table);
    for (int i = 0; i < Short.toUnsignedInt(file.getShort(0x3c)); i++) {
      int place = table + i * Short.toUnsignedInt(file.getShort(0x3a)) + 0x18;
      if (file.getLong(place) >= from) {
        file.putLong(place, file.getLong(place) + distance);
      }
    }
  }

  private int stateHeader() {
    return Math.toIntExact(bytes.getLong(0x20)) + STATE_SEGMENT * PROGRAM_HEADER;
  }
}
