package dev.gpumock.nvml;

import dev.gpumock.nvml.NvmlFunctions.Kind;
import dev.gpumock.nvml.NvmlFunctions.NvmlFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How each machine of the catalog answers each function: the best code that any plausible arguments
 * get. A test writes the list, by calling every function on every machine, and keeps it true.
 *
 * <p>Machines that answer alike are one column; a line is a function and one digit to the base 36
 * for each column.
 */
public final class NvmlAnswers {
  static final String RESOURCE = "/nvml/answers.txt";
  private static final String COLUMN = "=";

  private final Map<String, Integer> columnOf;
  private final Map<String, String> codes;

  private NvmlAnswers(Map<String, Integer> columnOf, Map<String, String> codes) {
    this.columnOf = columnOf;
    this.codes = codes;
  }

  /** Of the machines of the built-in catalog. */
  public static NvmlAnswers ofCatalog() {
    try (InputStream in = NvmlAnswers.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NvmlAnswers parse(List<String> lines) {
    Map<String, Integer> columnOf = new LinkedHashMap<>();
    Map<String, String> codes = new LinkedHashMap<>();
    int columns = 0;
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words[0].equals(COLUMN)) {
        for (int i = 1; i < words.length; i++) {
          columnOf.put(words[i], columns);
        }
        columns++;
      } else {
        codes.put(words[0], words[1]);
      }
    }
    return new NvmlAnswers(columnOf, codes);
  }

  /**
   * The lines that {@link #parse} reads.
   *
   * @param byMachine the codes of all functions, each list in the order of the functions
   */
  static List<String> lines(List<String> functions, Map<String, List<NvmlReturn>> byMachine) {
    Map<List<NvmlReturn>, List<String>> columns = new LinkedHashMap<>();
    byMachine.forEach(
        (machine, codes) -> columns.computeIfAbsent(codes, c -> new ArrayList<>()).add(machine));
    List<String> lines = new ArrayList<>();
    columns.values().forEach(machines -> lines.add(COLUMN + " " + String.join(" ", machines)));
    for (int i = 0; i < functions.size(); i++) {
      StringBuilder digits = new StringBuilder();
      for (List<NvmlReturn> column : columns.keySet()) {
        digits.append(Character.forDigit(column.get(i).code(), Character.MAX_RADIX));
      }
      lines.add(functions.get(i) + " " + digits);
    }
    return lines;
  }

  /** The machines that were asked, sorted. */
  public List<String> machines() {
    return columnOf.keySet().stream().sorted().toList();
  }

  public boolean has(String machine) {
    return columnOf.containsKey(machine);
  }

  /** What the function returns at its best on the machine. */
  public NvmlReturn code(String machine, NvmlFunction function) {
    char digit = codes.get(function.name()).charAt(columnOf.get(machine));
    return NvmlReturn.of(Character.digit(digit, Character.MAX_RADIX)).orElseThrow();
  }

  /** What the function is on the machine, where another machine may have more. */
  public Kind kind(String machine, NvmlFunction function) {
    return isDone(code(machine, function)) ? function.kind() : Kind.REFUSED;
  }

  /** An end of the time to wait is the answer of a wait on a node where nothing happens. */
  static boolean isDone(NvmlReturn code) {
    return code == NvmlReturn.SUCCESS || code == NvmlReturn.TIMEOUT;
  }

  /** The machines on which the function is answered or sets something, sorted. */
  public List<String> machinesWith(NvmlFunction function) {
    return machines().stream().filter(m -> isDone(code(m, function))).toList();
  }

  /** The codes that the other machines refuse with, each once. */
  public List<NvmlReturn> refusals(NvmlFunction function) {
    return machines().stream()
        .map(machine -> code(machine, function))
        .filter(code -> !isDone(code))
        .distinct()
        .sorted()
        .toList();
  }
}
