package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.request.ToolkitVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that lack things or have wrong ones: the same device is left out, or both refuse. */
class DamagedTreesIT {
  private static final int TREES = 500;
  private static final int SHAPES = 10;

  @TempDir static Path dir;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @Test
  void agreesWithTheToolkit() throws IOException {
    ChrootToolkit toolkit = new ChrootToolkit("nvidia-ctk", dir);
    Comparison comparison = new Comparison(toolkit, ToolkitVersion.V1_20_0);
    CombinationGenerator generator = new CombinationGenerator(3, machines());
    List<DriverTree.Shape> shapes = shapes(generator);
    for (DriverTree.Shape shape : shapes) {
      DriverTree.build(base(shapes, shape), shape);
      toolkit.install(base(shapes, shape));
    }
    for (int seed = 0; seed < TREES; seed++) {
      DriverTree.Shape shape = shapes.get(seed % SHAPES);
      Path system = dir.resolve("tree" + seed);
      run("cp", "-al", base(shapes, shape).toString(), system.toString());
      Random random = new Random(seed);
      new TreeDamage(random, system, shape.machine().version()).inflict(1 + random.nextInt(6));
      comparison.compare(system, generator.next(shape));
      run("rm", "-rf", system.toString());
    }
    System.out.println("damaged trees: " + comparison);
    assertEquals("", comparison.differences());
    assertTrue(comparison.equal() > TREES / 4, comparison.toString());
  }

  private static List<TestMachine> machines() throws IOException {
    List<TestMachine> machines = new ArrayList<>(TestMachines.partitioned(dir.resolve("mig")));
    machines.addAll(TestMachines.all().subList(0, 10));
    return machines;
  }

  /** With nodes apart from the toolkit's own /dev, which tells NVML what GPUs are visible. */
  private static List<DriverTree.Shape> shapes(CombinationGenerator generator) {
    List<DriverTree.Shape> shapes = new ArrayList<>();
    while (shapes.size() < SHAPES) {
      DriverTree.Shape shape = generator.shape();
      if (!shape.devRoot().equals("/") && !shapes.contains(shape)) {
        shapes.add(shape);
      }
    }
    return shapes;
  }

  private static Path base(List<DriverTree.Shape> shapes, DriverTree.Shape shape) {
    return dir.resolve("base" + shapes.indexOf(shape));
  }

  private static void run(String... command) throws IOException {
    Judges.Run run = Judges.run(List.of(command), Map.of());
    assertEquals(0, run.status(), run.error());
  }
}
