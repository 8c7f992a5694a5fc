package dev.gpumock.cdi.file;

/** Text of several lines as yaml.v3 prints it: under a vertical bar, each line as it is. */
final class YamlBlock {
  /** That of nested blocks, which is written down where the text begins with space. */
  private static final char INDENT = '4';

  private YamlBlock() {}

  /** Not with characters that need an escape, nor with spaces where they would be lost. */
  static boolean isPossible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean spaceAtEnd =
          c == ' ' && (i + 1 == text.length() || YamlScalar.isBreak(text.charAt(i + 1)));
      if (spaceAtEnd || c != '\t' && !YamlScalar.isPrintable(c)) {
        return false;
      }
    }
    return true;
  }

  /** A first line that is empty gets lost, as yaml.v3 has it. */
  static String of(String text, int indent) {
    StringBuilder block = new StringBuilder("|");
    if (text.charAt(0) == ' ' || YamlScalar.isBreak(text.charAt(0))) {
      block.append(INDENT);
    }
    block.append(end(text));
    boolean fresh = true;
    boolean inHead = true;
    for (char c : text.toCharArray()) {
      boolean lineBreak = YamlScalar.isBreak(c);
      if (fresh && !lineBreak) {
        block.append(inHead ? "\n" : "").append(" ".repeat(indent));
      }
      block.append(c);
      fresh = lineBreak;
      inHead = false;
    }
    return block.toString();
  }

  /** Whether the last line has a break, or there are more behind it. */
  private static String end(String text) {
    int last = text.length() - 1;
    if (!YamlScalar.isBreak(text.charAt(last))) {
      return "-";
    }
    return last == 0 || YamlScalar.isBreak(text.charAt(last - 1)) ? "+" : "";
  }
}
