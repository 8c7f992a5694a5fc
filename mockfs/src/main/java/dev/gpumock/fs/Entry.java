package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.FsAction.Symlink;
import dev.gpumock.fs.FsAction.WriteFile;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * An entry of the manifest: what we made, in a form that says whether it must be made again.
 *
 * @param kind {@code d} directory, {@code f} file, {@code l} link, {@code c} node
 * @param detail mode of a file and what tells its content from others of ours, target of a link,
 *     numbers and mode of a node
 */
record Entry(char kind, String path, String detail) {

  static Entry of(FsAction action) {
    if (action instanceof MakeDir dir) {
      return new Entry('d', dir.path(), octal(dir.mode()));
    }
    if (action instanceof WriteFile file) {
      return new Entry('f', file.path(), octal(file.mode()) + ":" + checksum(file.content()));
    }
    if (action instanceof Symlink link) {
      return new Entry('l', link.path(), link.target());
    }
    MakeNode node = (MakeNode) action;
    return new Entry(
        'c', node.path(), node.major() + ":" + node.minor() + ":" + octal(node.mode()));
  }

  /** Four digits or more. */
  static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  /** As {@code equals}, which is built at run time for a record: that delays each start. */
  boolean isSame(Entry other) {
    return other != null
        && kind == other.kind
        && path.equals(other.path)
        && detail.equals(other.detail);
  }

  /**
   * Two sums of 32 bits, which processors have instructions for, tell our files from others and
   * from what someone has changed: to load the JDK's cryptographic hashes, and to hash all files,
   * takes longer than all other looks at a finished node.
   */
  static String checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    CRC32C castagnoli = new CRC32C();
    castagnoli.update(content);
    return HexFormat.of().toHexDigits(crc.getValue(), 8)
        + HexFormat.of().toHexDigits(castagnoli.getValue(), 8);
  }

  /** A line of the manifest; paths and targets of ours hold no tab and no line end. */
  String asLine() {
    return kind + "\t" + path + "\t" + detail;
  }

  static Entry ofLine(String line) {
    String[] parts = line.split("\t", 3);
    if (parts.length != 3 || parts[0].length() != 1) {
      throw new IllegalArgumentException("'" + line + "' is no line of a manifest");
    }
    return new Entry(parts[0].charAt(0), parts[1], parts[2]);
  }

  static byte[] lines(Iterable<Entry> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.asLine()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
