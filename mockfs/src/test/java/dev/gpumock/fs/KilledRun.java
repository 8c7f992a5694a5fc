package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One run in a process of its own: gets ready, says so by an r, waits for a line on its input,
 * applies.
 */
final class KilledRun {
  private KilledRun() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Arguments: the folder of {@link TestNode#in} and the machine. */
  public static void main(String[] arguments) throws IOException {
    TestNode node = TestNode.in(Path.of(arguments[0]), arguments[1]);
    NodePlan plan = node.plan();
    MockTree tree = node.tree();
    System.out.print('r');
    System.out.flush();
    System.in.read();
    tree.apply(plan, node.spec());
  }
}
