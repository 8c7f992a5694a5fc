package dev.gpumock.cdi.file;

import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/** The tokens of a YAML stream, with the directives that runtimes take: %YAML 1.1 and %TAG. */
final class YamlTokens implements Scanner {
  /**
   * An escape, of a backslash too, or of half of a UTF-16 pair, which runtimes take for no
   * character.
   */
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u|U0000)[dD][89a-fA-F]|\\\\.");

  private final String text;
  private final Scanner scanner;

  YamlTokens(String text) {
    this.text = text;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    scanner = new ScannerImpl(new StreamReader(text), options);
  }

  @Override
  public boolean checkToken(Token.ID... choices) {
    return scanner.checkToken(choices);
  }

  @Override
  public Token peekToken() {
    return scanner.peekToken();
  }

  @Override
  public Token getToken() {
    Token token = known(scanner.getToken());
    if (token instanceof DirectiveToken<?> directive
        && directive.getName().equals("YAML")
        && !List.of(1, 1).equals(directive.getValue())) {
      throw new UnreadableException(line(token), "only %YAML 1.1 is understood");
    }
    if (token instanceof ScalarToken scalar && hasHalfAPair(scalar)) {
      throw new UnreadableException(line(token), "an escape of a surrogate is no character");
    }
    return token;
  }

  private boolean hasHalfAPair(ScalarToken scalar) {
    if (scalar.getStyle() != ScalarStyle.DOUBLE_QUOTED
        || scalar.getValue().chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return false;
    }
    int start = text.offsetByCodePoints(0, scalar.getStartMark().getIndex());
    int end = text.offsetByCodePoints(0, scalar.getEndMark().getIndex());
    return ESCAPE.matcher(text.substring(start, end)).results().anyMatch(e -> e.group(1) != null);
  }

  @Override
  public void resetDocumentIndex() {
    scanner.resetDocumentIndex();
  }

  /** Scans so many more tokens, as runtimes look ahead of what they need. */
  void lookAhead(int count) {
    for (int i = 0; i < count && !scanner.checkToken(Token.ID.StreamEnd); i++) {
      known(scanner.getToken());
    }
  }

  private static Token known(Token token) {
    if (token instanceof DirectiveToken<?> directive
        && !List.of("YAML", "TAG").contains(directive.getName())) {
      throw new UnreadableException(line(token), "there is no directive %" + directive.getName());
    }
    return token;
  }

  private static int line(Token token) {
    return token.getStartMark().getLine() + 1;
  }
}
