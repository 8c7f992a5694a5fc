package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.request.ToolkitVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes as the real nvidia-ctk writes, or no specification where it writes none. */
class ToolkitEqualityIT {
  private static final int COMBINATIONS_OF_A_TREE = 4;
  private static final int TREES_OF_A_TRANSFORM = 3;
  private static final int MACHINES_OF_A_PARTITIONED = 8;

  @TempDir static Path dir;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @Test
  void sameBytesAsTheNewestToolkit() throws IOException {
    compare("nvidia-ctk", ToolkitVersion.V1_20_0, 1000, 1);
  }

  @Test
  void sameBytesAsTheToolkitOfTheDraDriver() throws IOException {
    compare("nvidia-ctk-1.19", ToolkitVersion.V1_19_1, 120, 2);
  }

  /** Each machine in turn, some combinations for each tree, until there are {@code count}. */
  private static void compare(String judge, ToolkitVersion version, int count, long seed)
      throws IOException {
    ChrootToolkit toolkit = new ChrootToolkit(judge, dir);
    Comparison comparison = new Comparison(toolkit, version);
    List<TestMachine> machines = machines(judge);
    CombinationGenerator generator = new CombinationGenerator(seed, machines);
    for (int tree = 0; comparison.count() < count; tree++) {
      DriverTree.Shape shape = generator.shape(machines.get(tree % machines.size()));
      Path system = Files.createDirectory(dir.resolve(judge + tree));
      DriverTree.build(system, shape);
      toolkit.install(system);
      for (int i = 0; i < COMBINATIONS_OF_A_TREE; i++) {
        comparison.compare(system, generator.next(shape));
      }
      if (tree % TREES_OF_A_TRANSFORM == 0) {
        Combination moved = generator.next(shape).inYaml();
        comparison.compareTransform(system, moved, generator.transform(shape));
      }
    }
    System.out.println(judge + ": " + comparison);
    assertEquals("", comparison.differences());
    assertTrue(comparison.equal() > count / 2, comparison.toString());
    assertTrue(comparison.transforms() > count / 20, comparison.toString());
  }

  /** Each machine of the catalog, and one in ten with MIG devices. */
  private static List<TestMachine> machines(String judge) throws IOException {
    List<TestMachine> machines = new ArrayList<>(TestMachines.all());
    List<TestMachine> partitioned = TestMachines.partitioned(dir.resolve("mig-" + judge));
    for (int i = 0; i < machines.size(); i += MACHINES_OF_A_PARTITIONED) {
      machines.add(i, partitioned.get(i / MACHINES_OF_A_PARTITIONED % partitioned.size()));
    }
    return machines;
  }
}
