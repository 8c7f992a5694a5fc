package dev.gpumock.cdi.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes of a YAML stream as characters: UTF-8, or UTF-16 when a byte order mark says so. */
final class YamlCharacters {
  private YamlCharacters() {}

  /**
   * @throws UnreadableException naming the line with what is no character of YAML
   */
  static String of(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16BE);
    }
    return decoded(bytes, startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String decoded(byte[] bytes, int from, Charset charset) {
    CharBuffer text = CharBuffer.allocate(bytes.length - from);
    ByteBuffer input = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CoderResult result = charset.newDecoder().decode(input, text, true);
    String good = text.flip().toString();
    requirePrintable(good);
    if (result.isError()) {
      throw new UnreadableException(
          lineOf(good, good.length()), "it is not " + charset.name() + " from here on");
    }
    return good;
  }

  private static void requirePrintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      if (!isPrintable(character)) {
        throw new UnreadableException(
            lineOf(text, i),
            "the character U+%04X is not allowed in YAML, write it escaped in double quotes"
                .formatted(character));
      }
    }
  }

  /** "c-printable" of YAML 1.1. */
  private static boolean isPrintable(int c) {
    return c >= 0x20 && c <= 0x7e
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c == 0x85
        || c >= 0xa0 && c <= 0xfffd
        || c >= 0x10000;
  }

  private static int lineOf(String text, int index) {
    return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
  }
}
