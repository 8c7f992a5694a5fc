package dev.gpumock.nvml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Command lines for nvidia-smi, good and wrong, made from a grammar by chance; the same seed makes
 * the same lines.
 */
final class SmiCommandLines {
  private static final Pattern POOL = Pattern.compile("<([a-z-]+)>");
  private static final int MOST_OPTIONS = 3;
  private static final int MOST_LISTED = 5;
  private static final int ONE_WRONG_IN = 6;
  private static final List<String> WRONG =
      List.of("--foo", "-z", "foo", "7", "-", "--id", "-i=0", "-h", "--help=1", "-i=-h", "-i");

  /**
   * One way to call the program.
   *
   * @param start words that stand first
   * @param options of which some follow
   */
  record Family(String start, int weight, List<String> options) {}

  private final Random random;
  private final Map<String, List<String>> pools;
  private final List<Family> families;

  /**
   * @param pools the texts that may stand for {@code <name>}; a name that ends in "-list" makes a
   *     comma separated list of the pool of the name's start
   */
  SmiCommandLines(long seed, Map<String, List<String>> pools, List<Family> families) {
    this.random = new Random(seed);
    this.pools = Map.copyOf(pools);
    this.families = List.copyOf(families);
  }

  /** Different lines, in an order of chance. */
  List<List<String>> make(int count) {
    List<Family> weighted = new ArrayList<>();
    families.forEach(family -> weighted.addAll(Collections.nCopies(family.weight(), family)));
    Set<List<String>> lines = new LinkedHashSet<>();
    for (Family family : families) {
      lines.add(words(family.start()));
      family.options().forEach(option -> lines.add(words(family.start() + " " + option)));
    }
    while (lines.size() < count) {
      List<String> line = line(pick(weighted));
      if (!isEndless(line)) {
        lines.add(line);
      }
    }
    List<List<String>> all = new ArrayList<>(lines);
    Collections.shuffle(all, random);
    return all;
  }

  /** Lists of subcommands are asked for by what is a loop where it comes first. */
  private static boolean isEndless(List<String> words) {
    return !words.isEmpty() && words.get(0).equals("-l");
  }

  private List<String> line(Family family) {
    StringBuilder text = new StringBuilder(family.start());
    int options = random.nextInt(MOST_OPTIONS + 1);
    for (int i = 0; i < options && !family.options().isEmpty(); i++) {
      text.append(' ').append(pick(family.options()));
    }
    List<String> words = new ArrayList<>(words(text.toString()));
    return random.nextInt(ONE_WRONG_IN) == 0 ? spoiled(words, words(family.start()).size()) : words;
  }

  /** The start stays: it may be what ends the program. */
  private List<String> spoiled(List<String> words, int start) {
    int first = Math.min(start, words.size()); // some names of properties have blanks in them
    int place = first + random.nextInt(words.size() + 1 - first);
    switch (random.nextInt(4)) {
      case 0 -> words.add(place, pick(WRONG));
      case 1 -> words.subList(place, words.size()).clear();
      case 2 -> Collections.rotate(words, 1);
      default -> words.addAll(List.copyOf(words.subList(place, words.size())));
    }
    return words;
  }

  private List<String> words(String template) {
    Matcher matcher = POOL.matcher(template);
    String text = matcher.replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
    return Arrays.stream(text.trim().split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private String value(String pool) {
    if (!pool.endsWith("-list")) {
      return pick(pools.get(pool));
    }
    List<String> from = pools.get(pool.substring(0, pool.length() - "-list".length()));
    List<String> some = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_LISTED);
    for (int i = 0; i < count; i++) {
      some.add(pick(from));
    }
    return String.join(",", some);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
