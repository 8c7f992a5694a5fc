package dev.gpumock.cdi.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a shared library says of itself, read by its section table as the toolkit does: a library
 * without sections has no name of its own.
 *
 * @param machine e_machine: 62 for x86-64, 183 for AArch64
 * @param sonames what DT_SONAME says; a library should say it once
 */
public record ElfLibrary(int machine, List<String> sonames) {
  private static final int MAX_TABLE = 1 << 24;
  private static final int DYNAMIC_SECTION = 6;
  private static final long DT_SONAME = 14;

  public ElfLibrary {
    sonames = List.copyOf(sonames);
  }

  /** Absent for what is no ELF file, or a damaged one. */
  static Optional<ElfLibrary> read(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return Optional.of(new Reader(channel).library());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where the fields of ELF's 32-bit and 64-bit structures are. */
  private record Layout(
      int wordSize, int sectionTable, int sectionSize, int offset, int size, int link) {
    static final Layout BITS_32 = new Layout(4, 32, 46, 16, 20, 24);
    static final Layout BITS_64 = new Layout(8, 40, 58, 24, 32, 40);
  }

  private static final class Reader {
    private final SeekableByteChannel channel;
    private final long length;
    private final ByteBuffer header;
    private final Layout layout;

    Reader(SeekableByteChannel channel) throws IOException {
      this.channel = channel;
      this.length = channel.size();
      byte[] ident = bytes(0, 16).array();
      if (ident[0] != 0x7f || ident[1] != 'E' || ident[2] != 'L' || ident[3] != 'F') {
        throw new IOException("not ELF");
      }
      layout = ident[4] == 1 ? Layout.BITS_32 : Layout.BITS_64;
      header = bytes(0, layout.sectionSize + 6);
      header.order(ident[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    ElfLibrary library() throws IOException {
      int count = header.getShort(layout.sectionSize + 2) & 0xffff;
      for (int i = 0; i < count; i++) {
        ByteBuffer section = section(i);
        if (section.getInt(4) == DYNAMIC_SECTION) {
          return new ElfLibrary(header.getShort(18), sonames(section));
        }
      }
      return new ElfLibrary(header.getShort(18), List.of());
    }

    private List<String> sonames(ByteBuffer section) throws IOException {
      ByteBuffer entries = content(section);
      ByteBuffer strings = content(section(section.getInt(layout.link)));
      List<String> found = new ArrayList<>();
      while (entries.remaining() >= 2 * layout.wordSize) {
        long tag = word(entries, entries.position());
        long value = word(entries, entries.position() + layout.wordSize);
        entries.position(entries.position() + 2 * layout.wordSize);
        if (tag == DT_SONAME && value < strings.capacity()) {
          found.add(text(strings, (int) value));
        }
      }
      return found;
    }

    private ByteBuffer section(int index) throws IOException {
      int size = header.getShort(layout.sectionSize) & 0xffff;
      return bytes(word(header, layout.sectionTable) + (long) index * size, layout.link + 4);
    }

    private ByteBuffer content(ByteBuffer section) throws IOException {
      long size = word(section, layout.size);
      if (size < 0 || size > MAX_TABLE) {
        throw new IOException("damaged ELF");
      }
      return bytes(word(section, layout.offset), (int) size);
    }

    private long word(ByteBuffer buffer, int at) {
      return layout.wordSize == 8 ? buffer.getLong(at) : buffer.getInt(at) & 0xffffffffL;
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
      if (position < 0 || position + count > length) {
        throw new IOException("damaged ELF");
      }
      ByteBuffer buffer = ByteBuffer.allocate(count);
      if (header != null) {
        buffer.order(header.order());
      }
      channel.position(position);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return buffer.flip();
    }

    private static String text(ByteBuffer strings, int from) {
      int end = from;
      while (end < strings.capacity() && strings.get(end) != 0) {
        end++;
      }
      return new String(strings.array(), from, end - from, StandardCharsets.UTF_8);
    }
  }
}
